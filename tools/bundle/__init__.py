"""What `build.spec` needs to know to build the program that a shop copies and starts."""
