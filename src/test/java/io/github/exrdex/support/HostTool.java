package io.github.exrdex.support;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Programs of this machine that some tests need. */
public final class HostTool {
    private HostTool() {}

    /** Is it there, and does it end well with these words? */
    public static boolean works(String... words) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
