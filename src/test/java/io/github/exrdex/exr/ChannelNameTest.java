package io.github.exrdex.exr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelNameTest {
    @ParameterizedTest
    @CsvSource({
        "R, '', R",
        "diffuse.R, diffuse, R",
        "light1.specular.R, light1.specular, R",
        ".hidden, '', .hidden",
        "trailing., '', trailing.",
    })
    void theLayerIsEverythingBeforeTheLastDot(String name, String layer, String component) {
        assertEquals(new ChannelName(layer, component), ChannelName.of(name));
    }
}
