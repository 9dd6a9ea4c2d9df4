// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class DatasetViewTest {

    @Test
    void textShowsKindsMissingValuesAndSize() {
        Dataset data = Dataset.of(Table.create(
                        DoubleColumn.create("height", 1.75, Double.NaN, 1.6),
                        StringColumn.create("town", "Ulm", "", "Kiel")))
                .withUnit("height", "m");
        assertThat(data.text().lines().map(String::strip))
                .containsExactly(
                        "height  town",
                        "continuous, m, 1 missing  binary, 1 missing",
                        "1.7500  Ulm",
                        "–  –",
                        "1.6000  Kiel",
                        "3 rows × 2 columns");
    }

    @Test
    void aCountTableSaysHowManyCases() {
        String text = Datasets.collegePlans().text();
        assertThat(text).endsWith("128 rows × 5 columns, 10,318 cases; the first 10 rows are shown");
        assertThat(text.lines()).hasSize(13);
        assertThat(Datasets.collegePlans().html().orElseThrow())
                .contains("<th>encouragement</th>", "<small>ordinal</small>", "<small>cases</small>", "10,318 cases");
    }

    @Test
    void dataNeverBecomesMarkup() {
        String evil = "<script>alert(\"x\")</script>";
        Dataset data = Dataset.of(Table.create(StringColumn.create(evil, evil, "a", "b")))
                .withUnit(evil, "<b>");
        assertThat(data.html().orElseThrow()).doesNotContain("<script", "<b>").contains("&lt;script");
    }

    @Test
    void wideDataIsCut() {
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (int j = 0; j < 60; j++) columns.put("X" + j, new double[] {j, j + 0.5});
        assertThat(Dataset.of(columns).text())
                .contains("X19")
                .doesNotContain("X20")
                .contains("2 rows × 60 columns of the first 20 columns");
    }
}
