// SPDX-License-Identifier: Apache-2.0
package org.causerie.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.data.Dataset;
import org.causerie.stat.Bdeu;
import org.causerie.stat.DegenerateGaussian;
import org.causerie.stat.DegenerateGaussianBic;
import org.causerie.stat.GSquare;

/**
 * Recommends a search for a table, with reasons.
 *
 * <p>It looks at what can be seen: the kinds of the columns, missing cells, groups, whether columns of numbers are normal, how
 * many cases there are for each variable, and whether rows follow each other like a series. What cannot be seen, above all whether
 * causes are missing from the table, the user has to say; the recommendation tells what it takes for granted.
 *
 * <p>{@snippet :
 * var choice = Choose.search(data);
 * choice.search().discover(data);
 * }
 */
public final class Choose {
    private Choose() {}

    /**
     * Looks at the data and recommends. Takes <i>O(np)</i>.
     *
     * @throws CausalException if cells of nominal columns are missing, or there are fewer than 2 columns
     */
    public static Recommendation search(Dataset data) {
        Variables.of(data.names());
        TableFacts facts = TableFacts.of(data);
        List<String> reasons = new ArrayList<>();
        Search search = choose(facts, reasons);
        return new Recommendation(search, reasons, cautions(facts));
    }

    private static Search choose(TableFacts facts, List<String> reasons) {
        if (facts.missing() > 0) return withGaps(facts, reasons);
        if (facts.groups() > 3 * facts.variables()) {
            reasons.add("The rows come in " + facts.groups()
                    + " groups: mechanisms that change between groups independently of"
                    + " each other tell causes from effects where one group alone cannot.");
            return CausalDeFinetti.withDefaults();
        }
        if (facts.numbers() == 0) return levels(facts, reasons);
        if (facts.nominal() > 0) return mixed(facts, reasons);
        return numbers(facts, reasons);
    }

    private static Search withGaps(TableFacts facts, List<String> reasons) {
        if (facts.nominal() > 0)
            throw new CausalException("Cells of nominal columns are missing, which no search here allows for;"
                    + " drop these rows with dropMissing(), or leave the columns out, and choose again");
        reasons.add(String.format(
                Locale.ROOT,
                "%.0f %% of the cells are missing, and %.0f %% of the rows have a gap: COKE uses every cell that is there and"
                        + " imputes none.",
                100 * facts.missing(),
                100 * facts.rowsWithGaps()));
        reasons.add("It assumes linear relations and gaps that do not depend on the values.");
        return Coke.withDefaults();
    }

    private static Search levels(TableFacts facts, List<String> reasons) {
        reasons.add("All columns hold levels: relations are tables of probabilities, not lines.");
        if (facts.perVariable() < 50) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "With %.0f cases a variable, tests in large tables have little power; BDeu shrinks them instead.",
                    facts.perVariable()));
            return Ges.with(Bdeu.withDefaults());
        }
        reasons.add(String.format(
                Locale.ROOT,
                "With %.0f cases a variable, tests of independence (G²) have power, and their separating sets show why an edge is"
                        + " missing.",
                facts.perVariable()));
        return Pc.with(GSquare.withDefaults());
    }

    private static Search mixed(TableFacts facts, List<String> reasons) {
        String kinds = "The table mixes " + facts.numbers() + " columns of numbers with " + facts.nominal()
                + " nominal ones: ";
        if (facts.perVariable() < 5) {
            reasons.add(kinds + "the degenerate Gaussian test takes both.");
            reasons.add(fewCases(facts));
            return Pc.with(DegenerateGaussian.withDefaults()).alpha(0.001).largestSet(2);
        }
        reasons.add(kinds
                + "the degenerate Gaussian score takes both, with few parameters. Where an effect depends on the level"
                + " of another column, ConditionalGaussianBic sees more, given many cases.");
        reasons.add(aScore(facts));
        return Boss.with(DegenerateGaussianBic.withDefaults().penalty(2));
    }

    private static Search numbers(TableFacts facts, List<String> reasons) {
        if (facts.notNormal() >= 0.75 * facts.continuous()
                && facts.continuous() == facts.variables()
                && facts.perVariable() >= 20) {
            reasons.add(facts.notNormal() + " of " + facts.variables()
                    + " columns are clearly not normal: with linear relations,"
                    + " noise that is not normal tells the direction of every edge (LiNGAM).");
            return DirectLingam.withDefaults();
        }
        reasons.add(
                facts.notNormal() == 0
                        ? "The columns of numbers look normal: covariances say all there is, and some edges will stay without direction."
                        : facts.notNormal() + " of " + facts.variables()
                                + " columns are not normal, too few to tell every direction.");
        if (facts.perVariable() < 5) {
            reasons.add(fewCases(facts));
            return Pc.withDefaults().alpha(0.001).largestSet(2);
        }
        reasons.add(aScore(facts));
        return Boss.withDefaults();
    }

    private static String fewCases(TableFacts facts) {
        return String.format(
                Locale.ROOT,
                "With %.1f cases a variable only small conditioning sets can be tested, and false edges must be held down: PC"
                        + " with sets of up to 2 at level 0.001.",
                facts.perVariable());
    }

    private static String aScore(TableFacts facts) {
        return String.format(
                Locale.ROOT,
                "With %.0f cases a variable, a score is more accurate than tests one by one, and a search over orders finds better"
                        + " scores than one over edges.",
                facts.perVariable());
    }

    private static List<String> cautions(TableFacts facts) {
        List<String> cautions = new ArrayList<>();
        cautions.add(
                "It takes for granted that no common cause is missing from the table. If one may be, compare with Fci, whose"
                        + " arrowheads hold whatever is missing, or with Rlcd, which finds hidden variables that have several"
                        + " measures.");
        if (facts.groups() > 1 && facts.groups() <= 3 * facts.variables())
            cautions.add("The rows come in " + facts.groups()
                    + " groups, too few for a search that looks at groups alone. If one is"
                    + " observational and the others are experiments, UtIgsp tells more, or Gies where the targets of the"
                    + " experiments are known.");
        if (facts.series() > 0.5)
            cautions.add(
                    "Rows that follow each other are alike in most columns, as in a time series: p-values and penalties"
                            + " count them as independent cases and are too sure. Give the rows lags, or keep every tenth.");
        if (facts.counts() > 0)
            cautions.add(facts.counts()
                    + " columns hold counts, taken as numbers here; with many zeros, look at them first.");
        if (facts.binary() > 0 && facts.continuous() > 0)
            cautions.add(facts.binary()
                    + " columns with two levels are taken by their codes 0 and 1, which is an approximation.");
        return cautions;
    }

    /**
     * A search and why.
     *
     * @param search configured for the data
     * @param reasons what in the data speaks for it, in sentences
     * @param cautions what it takes for granted, in sentences
     */
    public record Recommendation(Search search, List<String> reasons, List<String> cautions) implements Displayable {
        public Recommendation {
            reasons = List.copyOf(reasons);
            cautions = List.copyOf(cautions);
        }

        @Override
        public String text() {
            StringBuilder out = new StringBuilder(search.getClass().getSimpleName());
            for (String reason : reasons) out.append("\n  because: ").append(reason);
            for (String caution : cautions) out.append("\n  but: ").append(caution);
            return out.append("\n  settings: ").append(search).toString();
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
