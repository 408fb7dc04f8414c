package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ValueOrderTest {
    @Test
    void numbersComeByTheirValueAndTextsBehindThem() {
        assertEquals(
                List.of(
                        "-12", "-0.5", "1.5E-7", "2", "10", "1E30", "", "--1", "-a", ".5", "1.", "1E", "1E+3", "1e3",
                        "a"),
                ValueOrder.of(List.of(
                        "10", "a", "2", "-a", "1E30", "-0.5", "1e3", ".5", "1.", "1E+3", "", "-12", "1.5E-7", "--1",
                        "1E")));
    }

    @Test
    void numbersThatAreTheSameAreInTheOrderOfTheirTexts() {
        assertEquals(
                List.of("-0", "-0.0", "0", "0.0", "1", "1.0", "1.00", "1E0", "2"),
                ValueOrder.of(List.of("1E0", "0.0", "2", "1.00", "-0.0", "1", "0", "1.0", "-0")));
    }

    @Test
    void longNumbersAreInTheOrderOfTheNumbersThatJavaReads() {
        Random random = new Random(7);
        Set<String> different = new TreeSet<>();
        for (int i = 0; i < 20_000; i++) {
            double number = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 4);
            different.add(Double.toString(number));
            different.add(Float.toString((float) number));
            different.add(Long.toString(random.nextLong() >> random.nextInt(60)));
            different.add(random.nextInt(1000) + "." + random.nextLong(1L << 60));
        }
        different.addAll(List.of(
                "9007199254740992",
                "9007199254740993",
                "900719925474099.3",
                "1E999",
                "-1E999",
                "1E-999",
                "0." + "0".repeat(39) + "1"));
        List<String> shuffled = new ArrayList<>(different);
        Collections.shuffle(shuffled, random);

        List<String> expected = new ArrayList<>(different);
        expected.sort(Comparator.comparingDouble(Double::parseDouble).thenComparing(Comparator.<String>naturalOrder()));
        assertEquals(expected, ValueOrder.of(shuffled));
    }

    @Test
    void nothingHasAnOrderToo() {
        assertEquals(List.of(), ValueOrder.of(List.of()));
    }
}
