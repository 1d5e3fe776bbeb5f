#!/usr/bin/env bash
# Paint the golden recipes on an emulated AArch64 processor, and compare their digest with this machine's.
#
#     tools/aarch64.sh FOLDER
#
# On Debian or Ubuntu: fetches an AArch64 Python and packages into FOLDER, about 1 GB; installs nothing. Takes
# minutes.
set -euo pipefail
folder=$(mkdir -p "${1:?a folder to work in}" && cd "$1" && pwd)
project=$(cd "$(dirname "$0")/.." && pwd)
python=$(apt-cache depends python3 | grep -o -m1 'python3\.[0-9]*' | cut -c7-)  # this distribution's
cd "$folder"

if [ ! -d site ]; then
    mkdir -p state/lists/partial cache/archives/partial root qemu wheels
    touch state/status
    cat >apt.conf <<EOF
APT::Architecture "arm64";
APT::Architectures { "arm64"; };
Dir::State "$folder/state";
Dir::State::status "$folder/state/status";
Dir::Cache "$folder/cache";
EOF
    (cd qemu && apt-get download -qq qemu-user-static && dpkg -x ./*.deb .)
    export APT_CONFIG=$folder/apt.conf
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends --download-only "python$python" libstdc++6 zlib1g libgcc-s1 libgomp1
    unset APT_CONFIG
    for package in cache/archives/*.deb; do dpkg -x "$package" root; done
    "$project/.venv/bin/python" -c 'import sys, tomllib
print(*tomllib.load(sys.stdin.buffer)["project"]["dependencies"], sep="\n")' <"$project/pyproject.toml" >requirements.txt
    python3 -m pip download -q --only-binary=:all: --platform manylinux_2_28_aarch64 --platform manylinux_2_27_aarch64 \
        --platform manylinux_2_17_aarch64 --platform manylinux2014_aarch64 --implementation cp \
        --python-version "$python" --abi "cp${python/./}" --abi abi3 --abi none -d wheels \
        -r requirements.txt
    for wheel in wheels/*.whl; do python3 -m zipfile -e "$wheel" site; done
fi

cd "$project"
# The kernel is compiled in the same process: an emulated one cannot start another.
emulated='
import importlib, runpy
from nnart.kernel import compiler
compiler.compile_kernel = lambda: importlib.import_module("nnart.kernel.compiled").machine_code()
runpy.run_module("tests.make_golden", run_name="__main__")
'
here=$(.venv/bin/python -m tests.make_golden)
for state in compiled "kept"; do
    there=$(PYTHONHOME=$folder/root/usr PYTHONPATH=$folder/site:$project/src PYTHONPYCACHEPREFIX=$folder/pycache \
        NNART_CACHE_DIR=$folder/kernel "$folder/qemu/usr/bin/qemu-aarch64-static" -L "$folder/root" \
        "$folder/root/usr/bin/python$python" -c "$emulated")
    [ "$there" = "$here" ] || { echo "$state: $there instead of $here"; exit 1; }
done
echo "the same: $here"
