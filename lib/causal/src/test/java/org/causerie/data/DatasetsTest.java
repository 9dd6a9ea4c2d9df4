// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DatasetsTest {

    /** The share of cases with value 1 among those at the given levels. */
    private static double share(Dataset data, String column, String... columnAndLevel) {
        Dataset chosen = data;
        for (int i = 0; i < columnAndLevel.length; i += 2)
            chosen = chosen.where(columnAndLevel[i], columnAndLevel[i + 1]);
        double[] values = chosen.values(column);
        double[] counts = chosen.weights();
        double ones = 0;
        for (int row = 0; row < values.length; row++) ones += values[row] * counts[row];
        return ones / chosen.cases();
    }

    @Test
    void encouragementRisesWithStatusAsPrinted() {
        Dataset data = Datasets.collegePlans();
        assertThat(data.cases()).isEqualTo(10318);
        assertThat(data.rows()).isEqualTo(128);
        assertThat(data.names()).containsExactly("sex", "ses", "iq", "encouragement", "plans");
        assertThat(data.levels("plans")).containsExactly("no", "yes");
        double[] male = {.318, .488, .648, .856};
        double[] female = {.166, .366, .507, .806};
        for (int i = 0; i < 4; i++) {
            String ses = data.levels("ses").get(i);
            assertThat(share(data, "encouragement", "ses", ses, "sex", "male")).isCloseTo(male[i], within(.0005));
            assertThat(share(data, "encouragement", "ses", ses, "sex", "female"))
                    .isCloseTo(female[i], within(.0005));
        }
    }

    @Test
    void theBetterTreatmentLooksWorseInAll() {
        Dataset data = Datasets.kidneyStones();
        assertThat(data.cases()).isEqualTo(700);
        assertThat(share(data, "success", "treatment", "A", "size", "small")).isCloseTo(81 / 87.0, within(1e-12));
        assertThat(share(data, "success", "treatment", "A", "size", "large")).isCloseTo(192 / 263.0, within(1e-12));
        assertThat(share(data, "success", "treatment", "A")).isCloseTo(273 / 350.0, within(1e-12));
        assertThat(share(data, "success", "treatment", "B")).isCloseTo(289 / 350.0, within(1e-12));
    }

    @Test
    void fewerWomenAreAdmittedButNotByDepartment() {
        Dataset data = Datasets.berkeleyAdmissions();
        assertThat(data.cases()).isEqualTo(4526);
        assertThat(share(data, "admitted", "gender", "male")).isCloseTo(1198 / 2691.0, within(1e-12));
        assertThat(share(data, "admitted", "gender", "female")).isCloseTo(557 / 1835.0, within(1e-12));
        long betterForWomen = data.levels("department").stream()
                .filter(department -> share(data, "admitted", "department", department, "gender", "female")
                        > share(data, "admitted", "department", department, "gender", "male"))
                .count();
        assertThat(betterForWomen).isEqualTo(4);
    }

    @Test
    void everyFileIsListedWithItsChecksumAndCases() throws Exception {
        Path folder = Path.of("../../data");
        String readme = Files.readString(folder.resolve("README.md"));
        Map<String, List<String>> listed = new HashMap<>();
        Pattern row = Pattern.compile("\\| `([a-z-]+\\.csv)` \\| ([0-9,]+) \\| ([0-9]+) \\| `([0-9a-f]{64})` \\|");
        for (MatchResult match : row.matcher(readme).results().toList()) {
            listed.put(match.group(1), List.of(match.group(2), match.group(3), match.group(4)));
        }
        assertThat(listed.keySet()).isEqualTo(csvFiles(folder));
        for (Map.Entry<String, List<String>> file : listed.entrySet()) {
            Path path = folder.resolve(file.getKey());
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
            assertThat(HexFormat.of().formatHex(sum)).isEqualTo(file.getValue().get(2));
            Dataset data = Dataset.csv(path).withCounts("count");
            assertThat(String.format(Locale.ROOT, "%,.0f", data.cases()))
                    .isEqualTo(file.getValue().get(0));
            assertThat(data.rows()).isEqualTo(Integer.parseInt(file.getValue().get(1)));
            for (String name : data.names()) assertThat(readme).contains("| `" + name + "` |");
        }
    }

    private static Set<String> csvFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".csv"))
                    .collect(Collectors.toSet());
        }
    }
}
