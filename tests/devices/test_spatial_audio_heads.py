import logging
from pathlib import Path

import numpy as np
import pytest

from accessvr.core.errors import DeviceError
from accessvr.devices.spatial_audio.build_table import main, make_head, save
from accessvr.devices.spatial_audio.heads import SPHERE, USUAL, heads, load_head, table_path
from accessvr.devices.spatial_audio.hrtf import Head, read_table
from accessvr.devices.spatial_audio.sofa import KEMAR
from accessvr.devices.spatial_audio.sphere import sphere_head

LOPSIDED = "ears that differ"


@pytest.fixture(scope="module")
def usual() -> Head:
    return load_head()


def kept(folder: Path, name: str, head: Head, right_louder: float = 1.0) -> None:
    """Keep a head in a folder, its right ear louder than its left."""
    filters = head.filters.astype(np.float64) * np.array([1.0, right_louder])[:, None]
    save(folder / f"{name}.npz", (filters, head.directions.azimuth_deg, head.directions.elevation_deg))


def test_the_script_makes_a_head_of_a_sofa_file_that_can_be_chosen_by_its_name(
    tmp_path: Path, usual: Head, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of Debian's KEMAR it makes the very table that is shipped."""
    assert main([str(KEMAR), "my own", str(tmp_path)]) == 0
    assert "The head my own is ready" in capsys.readouterr().out
    assert heads(tmp_path) == [USUAL, "my own", SPHERE]
    made = load_head("my own", tmp_path)
    assert np.array_equal(made.directions.azimuth_deg, usual.directions.azimuth_deg)
    assert np.array_equal(made.directions.elevation_deg, usual.directions.elevation_deg)
    assert np.abs(made.filters.astype(np.float32) - usual.filters).max() < 1e-3 * np.abs(usual.filters).max()


def test_ears_that_differ_are_kept_both(tmp_path: Path) -> None:
    kept(tmp_path, LOPSIDED, sphere_head(), right_louder=0.5)
    kept(tmp_path, "even", sphere_head())
    lopsided, even = (load_head(name, tmp_path).filters for name in (LOPSIDED, "even"))
    assert np.abs(lopsided[:, 1]).max() == pytest.approx(np.abs(even[:, 1]).max() / 2, rel=0.01)
    assert (tmp_path / "even.npz").stat().st_size < (tmp_path / f"{LOPSIDED}.npz").stat().st_size


@pytest.mark.parametrize("length", [0, 1000, 100_000])
def test_when_an_own_head_cannot_be_read_the_usual_one_hears_and_the_log_tells(
    tmp_path: Path, usual: Head, length: int, caplog: pytest.LogCaptureFixture
) -> None:
    kept(tmp_path, "mine", sphere_head())
    path = table_path("mine", tmp_path)
    path.write_bytes(path.read_bytes()[:length])
    with caplog.at_level(logging.WARNING):
        assert load_head("mine", tmp_path) is usual
    assert "the usual head is used" in caplog.text


def test_a_head_that_is_not_there_or_has_no_name_of_a_file_is_the_usual_one(tmp_path: Path, usual: Head) -> None:
    assert load_head("nobody", tmp_path) is usual
    assert load_head("../nobody", tmp_path) is usual
    assert load_head("", tmp_path) is usual


def test_a_table_of_things_that_are_no_numbers_is_refused(tmp_path: Path) -> None:
    head = sphere_head()
    head.filters[7, 1, 3] = np.nan
    kept(tmp_path, "broken", head)
    with pytest.raises(DeviceError, match="not made of numbers"):
        read_table(tmp_path / "broken.npz")


def test_the_sphere_hears_the_right_side_sooner_and_louder_in_the_right_ear() -> None:
    head = load_head(SPHERE)
    right = head.filters[head.directions.row(90, 0)].astype(np.float32)
    later = int(np.abs(right[0]).argmax()) - int(np.abs(right[1]).argmax())
    assert later == pytest.approx(0.00066 * 48_000, abs=4)  # Woodworth: 0.66 ms at 90 degrees
    assert (right[1] ** 2).sum() > 4 * (right[0] ** 2).sum()


@pytest.mark.parametrize("length", [0, 50_000, None])
def test_a_file_that_holds_no_head_is_refused_in_plain_words(tmp_path: Path, length: int | None) -> None:
    path = tmp_path / "some.sofa"
    if length is not None:
        path.write_bytes(KEMAR.read_bytes()[:length])
    with pytest.raises(DeviceError, match=r"some\.sofa") as refused:
        make_head(path, "mine", tmp_path)
    assert refused.value.spoken == "That file holds no head I can use."
    assert heads(tmp_path) == [USUAL, SPHERE]


def test_the_script_says_why_it_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.sofa"), "mine", str(tmp_path)]) == 1
    assert "Is none.sofa there" in capsys.readouterr().err
    assert main([str(KEMAR), "a/b", str(tmp_path)]) == 1
    assert "cannot be the name of a head" in capsys.readouterr().err
    assert main([str(KEMAR)]) == 2
    assert "build_table FILE.sofa NAME" in capsys.readouterr().err
