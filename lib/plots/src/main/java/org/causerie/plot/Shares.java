// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.List;
import org.causerie.CausalException;
import org.causerie.data.Dataset;

/** Counts how large a share of cases has a level of an outcome, in every cell of some grouping columns. */
final class Shares {
    private Shares() {}

    /** The bars of {@link Bars#of(Dataset, String, String, String...)}. */
    static List<Bars.Bar> of(Dataset data, String outcome, String level, String... by) {
        int code = data.levels(outcome).indexOf(level);
        if (code < 0) throw CausalException.unknown("level of \"" + outcome + "\"", level, data.levels(outcome));
        if (by.length > 3) {
            throw new CausalException("Bars can be grouped by at most 3 columns (groups, colours, panels); " + by.length
                    + " were given: " + String.join(", ", by));
        }
        List<List<String>> levels = new ArrayList<>();
        int cells = 1;
        for (int k = 0; k < 3; k++) {
            levels.add(k < by.length ? data.levels(by[k]) : List.of(""));
            cells *= levels.get(k).size();
        }
        double[] all = new double[cells];
        double[] hits = new double[cells];
        count(data, data.values(outcome), code, by, levels, all, hits);
        List<Bars.Bar> bars = new ArrayList<>();
        for (int cell = 0; cell < cells; cell++) {
            if (all[cell] <= 0) continue;
            int series = levels.get(1).size();
            int panels = levels.get(2).size();
            String group = by.length == 0 ? "all" : levels.get(0).get(cell / series / panels);
            String colour = levels.get(1).get(cell / panels % series);
            String panel = levels.get(2).get(cell % panels);
            bars.add(bar(panel, group, colour, hits[cell] / all[cell], all[cell], data.weighted()));
        }
        if (bars.isEmpty()) throw new CausalException("No row has a value in all of the columns; nothing can be drawn");
        return bars;
    }

    private static void count(
            Dataset data,
            double[] outcome,
            int code,
            String[] by,
            List<List<String>> levels,
            double[] all,
            double[] hits) {
        double[] weights = data.weights();
        double[][] keys = new double[by.length][];
        for (int k = 0; k < by.length; k++) keys[k] = data.values(by[k]);
        for (int row = 0; row < data.rows(); row++) {
            double cell = 0;
            for (int k = 0; k < 3; k++) cell = cell * levels.get(k).size() + (k < by.length ? keys[k][row] : 0);
            if (Double.isNaN(cell) || Double.isNaN(outcome[row])) continue;
            all[(int) cell] += weights[row];
            if (outcome[row] == code) hits[(int) cell] += weights[row];
        }
    }

    /** A share with its 95 % interval by Wilson (1927); sampling weights give no number of cases, so no interval. */
    private static Bars.Bar bar(
            String panel, String group, String series, double share, double cases, boolean weighted) {
        if (weighted) return new Bars.Bar(panel, group, series, share, share, share, group);
        double z = 1.959963984540054;
        double centre = (share + z * z / (2 * cases)) / (1 + z * z / cases);
        double half = z / (1 + z * z / cases) * Math.sqrt(share * (1 - share) / cases + z * z / (4 * cases * cases));
        String note = Numbers.fixed(share * 100, 1) + " % of " + Numbers.count(cases) + " cases";
        double low = Math.min(share, Math.max(0, centre - half));
        return new Bars.Bar(panel, group, series, share, low, Math.max(share, Math.min(1, centre + half)), note);
    }
}
