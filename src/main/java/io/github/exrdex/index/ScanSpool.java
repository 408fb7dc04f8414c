package io.github.exrdex.index;

import io.github.exrdex.file.FileKey;
import io.github.exrdex.store.IndexContents;
import java.util.ArrayList;
import java.util.List;

/**
 * The spool at the end of a scan: what waited for the scanned folder when its sweep was over, and no more, so that a farm
 * that goes on asking does not keep a scan from ending. Threads: the one that swept.
 */
final class ScanSpool implements SpoolDuty.Taker {
    /** Between two looks at whether the workers are done. */
    private static final long STEP_MS = 20;

    private final RootService service;
    private final FileKey scope;
    private final IndexContents contents;
    private final List<FileKey> folders = new ArrayList<>();

    ScanSpool(RootService service, FileKey scope, IndexContents contents) {
        this.service = service;
        this.scope = scope;
        this.contents = contents;
    }

    void serve(SpoolDuty duty) throws InterruptedException {
        duty.takeUp(List.of(this));
        while (duty.isBusy() && !service.stopping()) {
            duty.finish();
            for (FileKey folder : List.copyOf(folders)) {
                service.sweep(folder, "scan", contents, unread -> {});
                folders.remove(folder);
            }
            if (duty.isBusy()) {
                Thread.sleep(STEP_MS);
            }
        }
    }

    @Override
    public FileKey scope() {
        return scope;
    }

    @Override
    public boolean online() {
        return true;
    }

    @Override
    public boolean notice(FileKey key) {
        return service.notice(key, folders::add);
    }

    /** Whoever has the index to himself says it to the scan. */
    @Override
    public boolean confirmGone() {
        return false;
    }

    @Override
    public boolean isOpen(FileKey key) {
        return folders.contains(key) || service.queue().isOpen(key);
    }
}
