// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class DatasetTest {
    private static final double NAN = Double.NaN;

    private static Table people() {
        return Table.create(
                "people",
                DoubleColumn.create("height", 1.7, 1.8, NAN, 1.6),
                IntColumn.create("children", 0, 3, 2, 1),
                IntColumn.create("change", -1, 3, 2, 1),
                IntColumn.create("smokes", 0, 1, 1, 0),
                BooleanColumn.create("married", true, false, true, true),
                StringColumn.create("town", "Ulm", "Bonn", "", "Kiel"),
                StringColumn.create("sex", "m", "f", "f", "m"),
                DateColumn.create("born", LocalDate.of(1970, 1, 11), LocalDate.of(1969, 12, 31), null, null));
    }

    @Test
    void valuesAreCopiedFromARowOn() {
        Dataset data = Dataset.of(List.of("a", "b"), new double[][] {{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}});
        double[] into = {0, 0, 0};
        data.copyValues(1, 1, into);
        assertThat(into).containsExactly(7, 8, 9);
        data.copyValues(0, 3, into);
        assertThat(into).containsExactly(4, 5, 9);
    }

    @Test
    void kindsAreInferredFromTheColumns() {
        Dataset data = Dataset.of(people());
        assertThat(data.names())
                .containsExactly("height", "children", "change", "smokes", "married", "town", "sex", "born");
        assertThat(data.names().stream().map(data::kind))
                .containsExactly(
                        Kind.CONTINUOUS,
                        Kind.COUNT,
                        Kind.CONTINUOUS,
                        Kind.BINARY,
                        Kind.BINARY,
                        Kind.NOMINAL,
                        Kind.BINARY,
                        Kind.CONTINUOUS);
        assertThat(data.levels("town")).containsExactly("Bonn", "Kiel", "Ulm");
        assertThat(data.values("town")).containsExactly(2, 0, NAN, 1);
        assertThat(data.values("married")).containsExactly(1, 0, 1, 1);
        assertThat(data.values("born")).containsExactly(10, -1, NAN, NAN);
        assertThat(data.unit("born")).contains("days since 1970-01-01");
    }

    @Test
    void missingValuesAreKeptUntilDropped() {
        Dataset data = Dataset.of(people());
        assertThat(data.hasMissing()).isTrue();
        assertThat(data.missing("height")).isEqualTo(1);
        assertThat(data.missing("born")).isEqualTo(2);
        Dataset complete = data.without("born").dropMissing();
        assertThat(complete.values("height")).containsExactly(1.7, 1.8, 1.6);
        assertThat(complete.hasMissing()).isFalse();
    }

    @Test
    void kindsChangeBothWays() {
        Dataset data = Dataset.of(people());
        Dataset nominal = data.withKind("children", Kind.NOMINAL);
        assertThat(nominal.levels("children")).containsExactly("0", "1", "2", "3");
        assertThat(nominal.withKind("children", Kind.CONTINUOUS).values("children"))
                .containsExactly(0, 3, 2, 1);
        Dataset heights = data.withKind("height", Kind.ORDINAL);
        assertThat(heights.levels("height")).containsExactly("1.6", "1.7", "1.8");
        assertThat(heights.values("height")).containsExactly(1, 2, NAN, 0);
        assertThat(heights.withKind("height", Kind.CONTINUOUS).values("height")).containsExactly(data.values("height"));
        assertThat(data.kind("children")).isEqualTo(Kind.COUNT);
    }

    @Test
    void levelsTakeTheOrderGiven() {
        Dataset data = Dataset.of(people()).withLevels("town", "Ulm", "Kiel", "Bonn", "Jena");
        assertThat(data.kind("town")).isEqualTo(Kind.ORDINAL);
        assertThat(data.values("town")).containsExactly(0, 2, NAN, 1);
        assertThat(data.withLevels("sex", "m", "f").values("sex")).containsExactly(0, 1, 1, 0);
        assertThat(data.withLevels("sex", "m", "f").kind("sex")).isEqualTo(Kind.BINARY);
        assertThat(data.withKind("town", Kind.CONTINUOUS).values("town")).containsExactly(0, 2, NAN, 1);
    }

    @Test
    void rowsAndColumnsAreChosen() {
        Dataset data = Dataset.of(people()).withCounts("children").withGroups("sex");
        assertThat(data.select("town", "height").names()).containsExactly("town", "height");
        assertThat(data.without("town").index("change")).isEqualTo(1);
        Dataset some = data.rows(new int[] {3, 1, 1});
        assertThat(some.values("height")).containsExactly(1.6, 1.8, 1.8);
        assertThat(some.weights()).containsExactly(1, 3, 3);
        assertThat(some.cases()).isEqualTo(7);
        assertThat(some.groups().orElseThrow()).containsExactly(1, 0, 0);
        assertThat(data.where("married", "false").values("height")).containsExactly(1.8);
    }

    @Test
    void groupsAreNumberedWithoutGaps() {
        Dataset data = Dataset.of(Map.of("g", new double[] {7, 3, 9, 3}))
                .with("x", new double[] {1, 2, 3, 4})
                .withGroups("g");
        assertThat(data.groups().orElseThrow()).containsExactly(1, 0, 2, 0);
        assertThat(data.rows(new int[] {2, 0}).groups().orElseThrow()).containsExactly(1, 0);
    }

    @Test
    void columnsAreAddedAndReplaced() {
        Dataset data = Dataset.of(people());
        Dataset more = data.with("noise", new double[] {0.1, 0.2, 0.3, NAN});
        assertThat(more.size()).isEqualTo(data.size() + 1);
        assertThat(more.kind("noise")).isEqualTo(Kind.CONTINUOUS);
        Dataset swapped = data.with("sex", new double[] {0, 0, 1, 1});
        assertThat(swapped.kind("sex")).isEqualTo(Kind.BINARY);
        assertThat(swapped.levels("sex")).containsExactly("f", "m");
        assertThat(data.values("sex")).containsExactly(1, 0, 0, 1);
        Dataset risk = data.with("risk", Kind.ORDINAL, List.of("low", "mid", "high"), new double[] {2, 0, 1, 1});
        assertThat(risk.where("risk", "mid").rows()).isEqualTo(2);
    }

    @Test
    void arraysGivenAndTakenAreCopies() {
        double[] x = {1.5, 2.5};
        Dataset data = Dataset.of(Map.of("x", x));
        x[0] = 9;
        data.values("x")[1] = 9;
        assertThat(data.values("x")).containsExactly(1.5, 2.5);
    }

    @Test
    void standardisingCountsCases() {
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("x", new double[] {1, 2, 4.5, NAN});
        columns.put("n", new double[] {3, 1, 2, 4});
        columns.put("b", new double[] {0, 1, 1, 0});
        Dataset data = Dataset.of(columns).withCounts("n");
        double[] once = data.standardized().values("x");
        double[] spelledOut = data.expanded().standardized().values("x");
        assertThat(once[0]).isCloseTo(spelledOut[0], within(1e-12));
        assertThat(once[2]).isCloseTo(spelledOut[5], within(1e-12));
        double[] known = Arrays.stream(spelledOut).filter(v -> !Double.isNaN(v)).toArray();
        assertThat(Arrays.stream(known).sum()).isCloseTo(0, within(1e-12));
        assertThat(Arrays.stream(known).map(v -> v * v).sum()).isCloseTo(known.length - 1, within(1e-12));
        assertThat(data.standardized().values("b")).containsExactly(0, 1, 1, 0);
    }

    /** The literal is by another program (Python's zlib, and CRC-32C bit by bit) of the bytes written out by hand. */
    @Test
    void theHashKnowsEverythingAndNothingElse() {
        Dataset data = Dataset.of(people());
        assertThat(data.hash()).hasSize(16).isEqualTo(Dataset.of(people()).hash());
        assertThat(Dataset.of(Map.of("x", new double[] {0.0, 1.5})).hash())
                .isEqualTo(Dataset.of(Map.of("x", new double[] {-0.0, 1.5})).hash())
                .isEqualTo("a02a642f9ff92a30");
        assertThat(List.of(
                        data.withUnit("height", "m").hash(),
                        data.withKind("sex", Kind.NOMINAL).hash(),
                        data.withLevels("sex", "m", "f").hash(),
                        data.withCounts("children").hash(),
                        data.withWeights("children").hash(),
                        data.withGroups("sex").hash(),
                        data.rows(new int[] {0, 1, 2, 2}).hash(),
                        data.select("sex", "height").hash(),
                        data.select("height", "sex").hash()))
                .doesNotHaveDuplicates()
                .doesNotContain(data.hash());
    }

    @Test
    void aTableHoldsTheSameValues() {
        Dataset data = Dataset.of(people()).withCounts("children");
        Table table = data.table();
        assertThat(table.columnNames()).endsWith("sex", "born", "children");
        assertThat(table.stringColumn("town").get(0)).isEqualTo("Ulm");
        assertThat(table.column("town").isMissing(2)).isTrue();
        Dataset back = Dataset.of(table).withCounts("children").withUnit("born", "days since 1970-01-01");
        assertThat(back.values("town")).containsExactly(data.values("town"));
        assertThat(back.cases()).isEqualTo(6);
    }
}
