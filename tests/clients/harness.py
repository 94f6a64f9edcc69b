"""What a runner of black-box checks needs: cached package environments and a started `wxpress`."""

import contextlib
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile


def cached(name, lock, fill):
    """A folder made by `fill(folder)` once for each content of the file `lock`, and its path ever after."""
    key = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()[:16]
    root = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "wxpress-tests"
    folder = root / f"{name}-{key}"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        fill(folder)
        (folder / "complete").touch()
    return folder


def python_environment(name, requirements):
    """The interpreter of a virtual environment that holds exactly `requirements`."""

    def fill(folder):
        run_quietly(sys.executable, "-m", "venv", folder)
        run_quietly(folder / "bin/pip", "install", "--disable-pip-version-check", "--no-deps", "-r", requirements)

    return cached(name, requirements, fill) / "bin/python"


def node_modules(name, package):
    """The `node_modules` that the lock file in the folder `package` describes."""

    def fill(folder):
        for file in ("package.json", "package-lock.json"):
            shutil.copy(package / file, folder)
        run_quietly("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", cwd=folder)

    return cached(name, package / "package-lock.json", fill) / "node_modules"


def run_quietly(*command, **options):
    """Runs a command and shows what it said only when it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **options)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}")


@contextlib.contextmanager
def started(binary, *arguments, announces):
    """Runs a server and yields the origins that it prints as `<name> listening on http://…`, one a name in `announces`."""
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen([binary, *arguments], stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            origins = {}
            for line in process.stdout:
                announced, found, origin = line.strip().partition(" listening on http://")
                if found and announced in announces:
                    origins[announced] = f"http://{origin}"
                if len(origins) == len(announces):
                    break
            else:
                log.seek(0)
                sys.exit(f"{binary} ended before it was ready:\n{log.read()}")
            yield [origins[announced] for announced in announces]
        finally:
            process.terminate()
            process.communicate(timeout=30)
