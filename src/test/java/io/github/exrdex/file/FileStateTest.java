package io.github.exrdex.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FileStateTest {
    @Test
    void theWordsAreThoseOfTheContract() {
        assertEquals(
                List.of(
                        "writing",
                        "complete",
                        "incomplete",
                        "truncated",
                        "empty",
                        "corrupt",
                        "not_exr",
                        "unreadable",
                        "gone"),
                Arrays.stream(FileState.values()).map(FileState::text).toList());
    }

    @Test
    void aWordLeadsBackToItsState() {
        for (FileState state : FileState.values()) {
            assertEquals(Optional.of(state), FileState.of(state.text()));
        }
        assertEquals(Optional.empty(), FileState.of("Complete"));
        assertEquals(Optional.empty(), FileState.of(""));
    }
}
