package io.github.exrdex.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValueOrderTest {
    private static List<String> ordered(List<String> values) {
        String[] texts = values.toArray(String[]::new);
        long[] keys = values.stream().mapToLong(ValueOrder::key).toArray();
        int[] places = IntStream.range(0, texts.length).toArray();
        ValueOrder.sort(places, texts, keys);
        return Arrays.stream(places).mapToObj(place -> texts[place]).toList();
    }

    @Test
    void numbersComeByTheirValueAndTextsBehindThem() {
        assertEquals(
                List.of(
                        "-12", "-0.5", "1.5E-7", "2", "10", "1E30", "", "--1", "-a", ".5", "1.", "1E", "1E+3", "1e3",
                        "a"),
                ordered(List.of(
                        "10", "a", "2", "-a", "1E30", "-0.5", "1e3", ".5", "1.", "1E+3", "", "-12", "1.5E-7", "--1",
                        "1E")));
    }

    @Test
    void numbersThatAreTheSameAreInTheOrderOfTheirTexts() {
        assertEquals(
                List.of("-0", "-0.0", "0", "0.0", "1", "1.0", "1.00", "1E0", "2"),
                ordered(List.of("1E0", "0.0", "2", "1.00", "-0.0", "1", "0", "1.0", "-0")));
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
        assertEquals(expected, ordered(shuffled));
    }

    @Test
    void manyTextsAreInTheOrderOfTheirCharacters() {
        Random random = new Random(11);
        for (String alphabet : List.of("ab", "0123456789:", "a\u00e9\u00ff", "a\u4e2d", "a\u0000", "\ud83d\ude00z")) {
            for (int longest : List.of(3, 19, 60)) {
                Set<String> different = new TreeSet<>();
                for (int i = 0; i < 2_000; i++) {
                    StringBuilder text = new StringBuilder("2026:11:");
                    int length = random.nextInt(longest + 1);
                    for (int k = 0; k < length; k++) {
                        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
                    }
                    different.add(text.toString());
                }
                List<String> shuffled = new ArrayList<>(different);
                Collections.shuffle(shuffled, random);

                assertEquals(List.copyOf(different), ordered(shuffled), alphabet);
            }
        }
    }

    @Test
    void textsThatGoOnWhereOthersEndAreInTheirOrderHoweverManyThereAre() {
        List<String> growing = new ArrayList<>();
        for (int length = 0; length < 3_000; length++) {
            growing.add("x".repeat(length));
        }
        List<String> shuffled = new ArrayList<>(growing);
        Collections.shuffle(shuffled, new Random(5));

        assertEquals(growing, ordered(shuffled));
    }

    @Test
    void nothingHasAnOrderToo() {
        assertEquals(List.of(), ordered(List.of()));
    }
}
