#!/bin/sh
# Tells exrdex what a frame of OpenCue has written, for storage that sends no events (NFS, SMB).
#
# Put it in front of the render command of a layer: first the files or folders that the frame writes, then --, then the
# command. OpenCue replaces its tokens in all of it.
#
#   opencue_post_render.sh '/mnt/renders/sh010/beauty.#ZFRAME#.exr' -- render -F #IFRAME# /mnt/scenes/sh010.ass
#
# The exit code is that of the render command. Where exrdex cannot be told, the frame is not held up and does not fail: the
# next sweep of the daemon finds its files.
#
#   EXRDEX        the program, default exrdex
#   EXRDEX_DB     the index, as for exrdex itself
#   EXRDEX_HOST   the host that has the index, where it is not this one; reached by ssh without a password
set -u

case " $* " in
  *" -- "*) ;;
  *)
    echo "usage: opencue_post_render.sh PATH... -- COMMAND [ARGUMENT...]" >&2
    exit 2
    ;;
esac

# A file and no variable, for a path may have any character in it but a zero byte.
written=$(mktemp) || exit 2
trap 'rm -f "$written"' EXIT
while [ "$1" != -- ]; do
  case $1 in
    /*) printf '%s\0' "$1" ;;
    *) printf '%s\0' "$PWD/$1" ;;
  esac
  shift
done >"$written"
shift

"$@"
code=$?

# Also after a render that failed: what it left behind is worth knowing.
if [ -n "${EXRDEX_HOST:-}" ]; then
  timeout 30 ssh -o BatchMode=yes -o ConnectTimeout=10 "$EXRDEX_HOST" \
    "${EXRDEX_DB:+EXRDEX_DB='$EXRDEX_DB' }${EXRDEX:-exrdex} notify -0" <"$written" ||
    echo "opencue_post_render.sh: exrdex on $EXRDEX_HOST was not told" >&2
else
  timeout 30 "${EXRDEX:-exrdex}" notify -0 <"$written" ||
    echo "opencue_post_render.sh: exrdex was not told" >&2
fi
exit "$code"
