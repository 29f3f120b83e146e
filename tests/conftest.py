"""What all tests share: the real data, and the rule that a real part which is missing is a failure in CI."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
IN_CI = bool(os.environ.get("CI"))

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if IN_CI else "here")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[None]:  # a wrapper gets the report by its `yield`
    """In CI a skipped test is a failed one, unless its reason begins with "optional:"."""
    report = yield
    skipped = getattr(report, "skipped", False)
    if IN_CI and skipped and not hasattr(report, "wasxfail"):
        reason = str(getattr(report, "longrepr", ""))
        if "optional:" not in reason:
            report.outcome = "failed"  # type: ignore[attr-defined]
            report.longrepr = f"a real part is missing: {reason}"  # type: ignore[attr-defined]
    return report


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder of real books, archives and recordings."""
    folder = Path(os.environ.get("ACCESSVR_SHARED_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("the real books are not at ../shared/data; name their folder in ACCESSVR_SHARED_DATA")
    return folder


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a home of its own, so that none reads or leaves anything in the user's."""
    home = tmp_path_factory.mktemp("home")
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(home / variable.lower()))
