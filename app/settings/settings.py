"""All that can be set from outside, put together from its parts."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.settings import offered, reach, record, told
from app.settings.offered import Offered, read_offered
from app.settings.reach import Reach, read_reach
from app.settings.reading import Reading
from app.settings.record import RecordSettings, read_record
from app.settings.told import Told, read_told

SETTINGS = (*reach.SETTINGS, *record.SETTINGS, *offered.SETTINGS, *told.SETTINGS)
"""Every variable that `Settings.from_environ` reads; any other that begins with WD_ is refused."""


@dataclass(frozen=True, kw_only=True)
class Settings(Reach, RecordSettings, Offered, Told):
    """All that can be set from outside. ``cookie_secret`` is None until `prepare_data_dir` has found or made one."""

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Return the settings that an environment asks for.

        Parameters
        ----------
        environ
            Usually ``os.environ``. A variable that is empty counts as not set.

        Returns
        -------
        Settings
            The settings; nothing on disk is read or changed.

        Raises
        ------
        SettingsError
            If any variable breaks its rule, or begins with WD_ and is not known. All are named together.

        Examples
        --------
        >>> Settings.from_environ({"WD_PORT": "8080"}).allowed_origins
        ('localhost:8080', '127.0.0.1:8080')
        """
        reading = Reading(environ, SETTINGS)
        parts = [read(reading) for read in (read_reach, read_record, read_offered, read_told)]
        reading.report()
        return cls(**{name: value for part in parts for name, value in vars(part).items()})
