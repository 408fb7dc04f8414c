package io.github.exrdex.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exrdex.exr.Verdict;
import io.github.exrdex.parse.FileReader.Look;
import io.github.exrdex.support.TinyExr;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ReadAdviceTest {
    @TempDir
    Path temp;

    /** The kernel refuses advice about what is no open file, so its answer proves that ours came to the right one. */
    @Test
    void theKernelTakesItForAnOpenFileAndForNoOther() throws IOException {
        Path file = TinyExr.scanline(8, 8).writeTo(temp.resolve("a.exr"));
        ReadAdvice advice = ReadAdvice.ofThisHost().orElseThrow();

        FileChannel closed;
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.READ)) {
            assertTrue(advice.fewPlaces(open));
            closed = open;
        }

        assertFalse(advice.fewPlaces(closed));
    }

    @Test
    void aFileIsReadTheSameWithIt() {
        Path file = TinyExr.scanline(8, 8).writeTo(temp.resolve("a.exr"));
        FileReader reader = new FileReader(HeaderLimits.DEFAULT);
        Look.Read usual = assertInstanceOf(Look.Read.class, reader.look(file));

        reader.spareDisk();
        Look.Read sparing = assertInstanceOf(Look.Read.class, reader.look(file));

        assertEquals(Verdict.COMPLETE, sparing.reading().verdict());
        assertEquals(usual.reading().parts(), sparing.reading().parts());
    }
}
