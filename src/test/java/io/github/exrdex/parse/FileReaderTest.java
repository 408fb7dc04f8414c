package io.github.exrdex.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.exrdex.exr.Verdict;
import io.github.exrdex.file.FileStat;
import io.github.exrdex.parse.FileReader.Look;
import io.github.exrdex.support.TinyExr;
import io.github.exrdex.support.WrittenExr;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReaderTest {
    private static final int LOOKS = 200;
    private static final WrittenExr PLAIN = TinyExr.scanline(16, 8).written();
    private static final WrittenExr OWNED =
            TinyExr.scanline(16, 8).string("owner", "another").written();

    @TempDir
    Path folder;

    private void replace(WrittenExr by) throws IOException {
        Path fresh = by.writeTo(folder.resolve("x.exr.part"));
        Files.move(fresh, folder.resolve("x.exr"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aFileThatIsAnotherOneThanAMomentAgoIsNotRead() throws IOException {
        replace(PLAIN);
        FileStat before = FileStat.of(folder.resolve("x.exr"));
        replace(PLAIN);

        assertInstanceOf(
                Look.Unsettled.class, new FileReader(HeaderLimits.DEFAULT).look(folder.resolve("x.exr"), before));
    }

    @Test
    void whoRenamesOverAFileWithoutEndNeverMakesOneVersionOfTwo() throws IOException, InterruptedException {
        replace(PLAIN);
        AtomicBoolean done = new AtomicBoolean();
        Thread renamer = new Thread(() -> {
            try {
                while (!done.get()) {
                    replace(OWNED);
                    replace(PLAIN);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        renamer.start();
        FileReader reader = new FileReader(HeaderLimits.DEFAULT);
        int read = 0;
        try {
            for (int i = 0; i < LOOKS || read == 0; i++) {
                if (reader.look(folder.resolve("x.exr")) instanceof Look.Read look) {
                    read++;
                    boolean owned = look.reading().parts().get(0).attributes().stream()
                            .anyMatch(attribute -> attribute.name().equals("owner"));
                    assertEquals(
                            owned ? OWNED.size() : PLAIN.size(), look.stamp().sizeBytes());
                    assertEquals(Verdict.COMPLETE, look.reading().verdict());
                }
            }
        } finally {
            done.set(true);
            renamer.join();
        }
    }
}
