// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.causerie.CausalException;

/** The data sets that come with the library; where they are from is in {@code data/README.md}. */
public final class Datasets {
    private Datasets() {}

    /**
     * Sex, socio-economic status, IQ, parental encouragement and plans for college of 10,318 Wisconsin
     * high-school seniors, as 128 counted cells (Sewell and Shah 1968, as printed in Heckerman 1995).
     */
    public static Dataset collegePlans() {
        return read("college-plans.csv")
                .withLevels("sex", "male", "female")
                .withLevels("ses", "low", "lower-middle", "upper-middle", "high")
                .withLevels("iq", "low", "lower-middle", "upper-middle", "high")
                .withLevels("encouragement", "low", "high")
                .withLevels("plans", "no", "yes")
                .withCounts("count");
    }

    /**
     * Department, gender and admission of 4,526 applicants to the six largest graduate departments at
     * Berkeley in 1973, as 24 counted cells (Bickel, Hammel and O'Connell 1975).
     */
    public static Dataset berkeleyAdmissions() {
        return read("berkeley-admissions.csv")
                .withLevels("gender", "male", "female")
                .withLevels("admitted", "no", "yes")
                .withCounts("count");
    }

    /**
     * Stone size, treatment and success of 700 patients with kidney stones, as 8 counted cells (Charig et
     * al. 1986).
     */
    public static Dataset kidneyStones() {
        return read("kidney-stones.csv")
                .withLevels("size", "small", "large")
                .withLevels("success", "no", "yes")
                .withCounts("count");
    }

    private static Dataset read(String file) {
        try (InputStream in = Datasets.class.getResourceAsStream("/org/causerie/data/" + file)) {
            if (in == null) {
                throw new CausalException("The library's jar lacks its data file " + file + "; build it again");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CausalException("The library's data file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Levels, and counts in the last column; without Tablesaw, which takes its time to start, for a first
     * cell that answers at once.
     */
    private static Dataset parse(String text) {
        List<String[]> lines = text.lines().map(line -> line.split(",")).toList();
        String[] names = lines.get(0);
        List<String[]> rows = lines.subList(1, lines.size());
        List<Column> columns = new ArrayList<>();
        for (int j = 0; j < names.length - 1; j++) {
            int column = j;
            columns.add(
                    Kinds.infer(names[j], rows.stream().map(row -> row[column]).toArray(String[]::new)));
        }
        int last = names.length - 1;
        double[] counts =
                rows.stream().mapToDouble(row -> Double.parseDouble(row[last])).toArray();
        columns.add(Column.numbers(names[last], Kind.COUNT, counts));
        return Dataset.of(columns);
    }
}
