"""What Discord users can do, one cog for each kind of use."""
