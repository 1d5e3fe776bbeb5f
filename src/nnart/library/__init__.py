"""The library's front door for programs and notebooks: rendering, breeding and lists."""
