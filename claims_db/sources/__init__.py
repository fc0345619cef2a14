"""Where claims come from: addresses, the pages behind them, and whether those are still there."""
