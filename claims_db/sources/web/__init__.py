"""The way to other people's web sites, and the only one."""
