"""TOML file, environment and options to frozen settings. The one room that looks at the environment.

The classes stand in the rooms that use them; here they are only found, filled and checked. All that is wrong is said at
once, each in a sentence that names the setting, where it came from, and what to write instead.
"""

from mayfly.config.describe import defaults_as_markdown, defaults_as_toml, describe
from mayfly.config.read import BadConfig, load
from mayfly.config.settings import Config, Setting
from mayfly.config.sources import Fault

__all__ = ["BadConfig", "Config", "Fault", "Setting", "defaults_as_markdown", "defaults_as_toml", "describe", "load"]
