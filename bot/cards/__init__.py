"""What is shown, as plain structure that Discord and the terminal both draw."""
