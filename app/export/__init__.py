"""The course for where no server of ours is: a figure as a file, the course as a folder, a lesson as SCORM."""
