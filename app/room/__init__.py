"""The room: a whole class in one lesson, each on a phone, and a wall that shows what the class believes."""
