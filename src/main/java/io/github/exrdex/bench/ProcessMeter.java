package io.github.exrdex.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What this process has taken from the machine so far, its idle threads included. What the kernel does not tell is 0.
 * Source: proc(5).
 *
 * @param wallNs of a clock that never goes back
 * @param cpuNs of all threads
 * @param readCalls read(2), pread(2) and the like; a page that a mapping brings in is none
 * @param diskBytes that came from storage rather than from memory, what was read ahead included
 * @param pageFaults pages that had to be mapped
 */
record ProcessMeter(long wallNs, long cpuNs, long readCalls, long diskBytes, long pageFaults) {
    private static final Path IO = Path.of("/proc/self/io");
    private static final Path STAT = Path.of("/proc/self/stat");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR_REFS = Path.of("/proc/self/clear_refs");

    /** Resets the peak of the resident memory. */
    private static final String RESET_PEAK = "5";

    /** Begins a measurement: {@link #since} of it leaves out what the measuring itself reads. */
    static ProcessMeter start() {
        ProcessMeter first = now();
        ProcessMeter second = now();
        return new ProcessMeter(
                second.wallNs,
                second.cpuNs,
                second.readCalls + (second.readCalls - first.readCalls),
                second.diskBytes,
                second.pageFaults);
    }

    static ProcessMeter now() {
        String io = text(IO);
        String stat = text(STAT);
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        long faults = afterName.length > 9 ? Long.parseLong(afterName[7]) + Long.parseLong(afterName[9]) : 0;
        long cpuNs = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os
                ? os.getProcessCpuTime()
                : 0;
        return new ProcessMeter(System.nanoTime(), cpuNs, number(io, "syscr:"), number(io, "read_bytes:"), faults);
    }

    ProcessMeter since(ProcessMeter before) {
        return new ProcessMeter(
                wallNs - before.wallNs,
                cpuNs - before.cpuNs,
                Math.max(0, readCalls - before.readCalls),
                diskBytes - before.diskBytes,
                pageFaults - before.pageFaults);
    }

    /**
     * Forgets the peak of the resident memory.
     *
     * @return resident bytes now; empty where the kernel does not let us
     */
    static OptionalLong resetPeak() {
        try {
            Files.writeString(CLEAR_REFS, RESET_PEAK);
            return OptionalLong.of(number(text(STATUS), "VmRSS:") << 10);
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Most bytes that were resident since {@link #resetPeak}. */
    static long peakBytes() {
        return number(text(STATUS), "VmHWM:") << 10;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return ""; // no Linux, or a container that hides it
        }
    }

    private static long number(String text, String key) {
        return text.lines()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .map(line -> Long.parseLong(line.substring(key.length()).replaceAll("[^0-9]", "")))
                .orElse(0L);
    }
}
