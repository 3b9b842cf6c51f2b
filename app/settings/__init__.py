"""The settings: read from the environment once, every bad variable reported together."""

from app.settings.reading import SECRET_LENGTH, Setting, SettingsError
from app.settings.record import kept_secret, prepare_data_dir
from app.settings.settings import SETTINGS, Settings

__all__ = ["SECRET_LENGTH", "SETTINGS", "Setting", "Settings", "SettingsError", "kept_secret", "prepare_data_dir"]
