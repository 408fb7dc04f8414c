package io.github.exrdex.index;

import io.github.exrdex.exr.Verdict;
import io.github.exrdex.file.FileStamp;
import io.github.exrdex.file.FileState;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * From what the bytes prove and how old they are to the state that users see, and whether to look again. A pure function
 * of its arguments.
 *
 * @param writingMs a file untouched for this long is no longer being written
 * @param settleMs a file that may have changed unseen is looked at again after this long
 * @param shared other hosts write to the file system: their clocks stamp, and what they do is seen late
 */
public record StateRule(long writingMs, long settleMs, boolean shared) {
    /**
     * Local file systems stamp at least every 10 ms (the kernel's tick), so content that changed later than this after
     * its last stamp would carry another one. Twenty milliseconds for the tick, the rest for luck.
     */
    private static final long FINE_TICK_MS = 50;

    /** A file that is being written is judged anew at least this often. */
    private static final long WRITING_RECHECK_MS = 60_000;

    private static final long NS_PER_MS = 1_000_000;
    private static final long NS_PER_SECOND = 1_000_000_000;

    /** @param recheckAt milliseconds since 1970; no sooner than {@code settleMs} after the look */
    public record Judgement(FileState state, OptionalLong recheckAt) {}

    /** Of a local file system. */
    public StateRule(long writingMs, long settleMs) {
        this(writingMs, settleMs, false);
    }

    /** Of a file that nobody looked at before. */
    public Judgement judge(Verdict verdict, FileStamp stamp, long lookedAt) {
        return judge(verdict, stamp, lookedAt, Optional.empty());
    }

    /**
     * @param lookedAt when the file was first asked for, milliseconds since 1970
     * @param before its stamp at an earlier look that is over for {@code settleMs}; empty where there was none. The same stamp
     *     again is settled, by whatever clock it was made
     */
    public Judgement judge(Verdict verdict, FileStamp stamp, long lookedAt, Optional<FileStamp> before) {
        long ageMs = lookedAt - stamp.mtimeNs() / NS_PER_MS;
        FileState state = state(verdict, ageMs < writingMs);
        boolean settled = before.isPresent() && before.get().sameAs(stamp);
        if (!settled && isRacy(stamp, lookedAt)) {
            return new Judgement(state, OptionalLong.of(lookedAt + settleMs));
        }
        if (state == FileState.WRITING) {
            long oldAt = stamp.mtimeNs() / NS_PER_MS + writingMs;
            long latestAt = lookedAt + Math.max(WRITING_RECHECK_MS, settleMs);
            long recheckAt = Math.min(latestAt, Math.max(oldAt, lookedAt + settleMs));
            return new Judgement(state, OptionalLong.of(recheckAt));
        }
        return new Judgement(state, OptionalLong.empty());
    }

    private static FileState state(Verdict verdict, boolean young) {
        return switch (verdict) {
            case COMPLETE -> FileState.COMPLETE;
            case EMPTY -> FileState.EMPTY;
            case HEADER_CUT_SHORT, TABLE_CUT_SHORT, NOTHING_WRITTEN, CHUNKS_MISSING ->
                young ? FileState.WRITING : FileState.INCOMPLETE;
            case CUT_SHORT -> FileState.TRUNCATED;
            case CORRUPT -> FileState.CORRUPT;
            case NOT_EXR -> FileState.NOT_EXR;
        };
    }

    /** Could the file change now and carry the same stamp? Then equal stamps prove nothing later. */
    private boolean isRacy(FileStamp stamp, long lookedAt) {
        boolean wholeSeconds = stamp.mtimeNs() % NS_PER_SECOND == 0 && stamp.ctimeNs() % NS_PER_SECOND == 0;
        long sinceMs = lookedAt - Math.max(stamp.mtimeNs(), stamp.ctimeNs()) / NS_PER_MS;
        if (shared) {
            // Late by as long as attributes are cached (acregmax of nfs(5)); and a stamp from the future may be of now.
            return sinceMs < settleMs;
        }
        // A stamp from the future says nothing of when; its clock is another one.
        return sinceMs >= 0 && sinceMs < (wholeSeconds ? settleMs : FINE_TICK_MS);
    }
}
