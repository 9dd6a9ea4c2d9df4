// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.Displayable;
import org.causerie.Seed;
import tech.tablesaw.api.Table;

/**
 * A table of cases: one row per case, or per group of equal cases when a column counts them.
 *
 * <p>A column has a kind, maybe a unit, and keeps its missing values. Which kind is inferred: numbers
 * that are only 0 and 1 and texts of two levels are binary; other texts nominal, levels in alphabetical
 * order; whole numbers from 0 up counts, where the source tells them from real numbers; all else
 * continuous. {@link #withKind} and {@link #withLevels} change it.
 *
 * <p>Immutable: every method that changes something returns a changed copy, which shares the columns
 * that stay the same.
 */
public final class Dataset implements Displayable {
    private final List<Column> columns;
    private final Map<String, Integer> index;
    private final int rows;
    private final Optional<Weights> weights;
    private final Optional<Column> groups;
    private volatile String hash = "";

    Dataset(List<Column> columns, int rows, Optional<Weights> weights, Optional<Column> groups) {
        this.columns = List.copyOf(columns);
        this.rows = rows;
        this.weights = weights;
        this.groups = groups;
        this.index = new LinkedHashMap<>();
        for (Column column : columns) {
            if (index.put(column.name(), index.size()) != null) {
                throw new CausalException("Two columns are named \"" + column.name() + "\"; rename one");
            }
            if (column.values().length != rows) {
                throw new CausalException("Column \"" + column.name() + "\" has " + column.values().length
                        + " values; the first column has " + rows + ", and all must have the same");
            }
        }
    }

    /**
     * The data of a Tablesaw table. Dates become days, times of day and instants seconds, with that unit.
     *
     * @throws CausalException if there is no row, a value is infinite, or a column is of a type without
     *     numbers or levels
     */
    public static Dataset of(Table table) {
        return Tables.dataset(table);
    }

    /**
     * The data of a comma-separated file with a header line, read by Tablesaw.
     *
     * @throws CausalException naming line and column where the file is not a table, or the memory needed
     *     where it is too large
     */
    public static Dataset csv(Path file) {
        return CsvFile.read(file, ',');
    }

    /** The data of a file with another separator than the comma; see {@link #csv(Path)}. */
    public static Dataset csv(Path file, char separator) {
        return CsvFile.read(file, separator);
    }

    /** Columns of numbers in the order of the map; NaN is missing. */
    public static Dataset of(Map<String, double[]> columns) {
        List<String> names = new ArrayList<>(columns.keySet());
        return of(names, names.stream().map(columns::get).toArray(double[][]::new));
    }

    /**
     * Columns of numbers; NaN is missing.
     *
     * @param columns {@code columns[j][row]} is the value of column j
     */
    public static Dataset of(List<String> names, double[][] columns) {
        if (names.size() != columns.length) {
            throw new CausalException(names.size() + " names were given for " + columns.length + " columns");
        }
        if (columns.length == 0) throw new CausalException("A data set needs at least one column; none was given");
        List<Column> made = new ArrayList<>();
        for (int j = 0; j < columns.length; j++) made.add(Kinds.infer(names.get(j), columns[j].clone(), false));
        return of(made);
    }

    static Dataset of(List<Column> columns) {
        int rows = columns.get(0).values().length;
        if (rows == 0) throw new CausalException("The data has columns but no rows; at least one row is needed");
        return new Dataset(columns, rows, Optional.empty(), Optional.empty());
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** The number of columns; those that hold counts, weights or groups are not among them. */
    public int size() {
        return columns.size();
    }

    /** The number of rows, which is not the number of {@link #cases()} when the rows are counted. */
    public int rows() {
        return rows;
    }

    /**
     * The position of a column.
     *
     * @throws CausalException if there is none of that name, with the nearest ones
     */
    public int index(String name) {
        Integer position = index.get(name);
        if (position == null) throw CausalException.unknown("column", name, index.keySet());
        return position;
    }

    Column column(String name) {
        return columns.get(index(name));
    }

    List<Column> columns() {
        return columns;
    }

    public Kind kind(String name) {
        return column(name).kind();
    }

    public Kind kind(int column) {
        return columns.get(column).kind();
    }

    /** The unit of a column, where one was given. */
    public Optional<String> unit(String name) {
        return column(name).unit();
    }

    public Dataset withUnit(String name, String unit) {
        return replace(column(name).withUnit(Optional.of(unit)));
    }

    /**
     * The values of a column: numbers, or codes of levels (0 and 1 when binary); NaN where missing.
     *
     * @return a fresh array of {@link #rows()} values
     */
    public double[] values(String name) {
        return column(name).values().clone();
    }

    /** The values of a column by position; see {@link #values(String)}. */
    public double[] values(int column) {
        return columns.get(column).values().clone();
    }

    /** Copies the values of a column from a row on into an array, as many as it holds or are left. */
    public void copyValues(int column, int from, double[] into) {
        System.arraycopy(columns.get(column).values(), from, into, 0, Math.min(into.length, rows - from));
    }

    /**
     * The levels of a categorical column in the order of their codes.
     *
     * @throws CausalException if the column holds numbers
     */
    public List<String> levels(String name) {
        Column column = column(name);
        if (!column.kind().categorical()) {
            throw new CausalException("Column \"" + name + "\" is " + column.kind()
                    + " and has no levels; make it NOMINAL or ORDINAL with withKind first");
        }
        return column.levels();
    }

    public int missing(String name) {
        return column(name).missing();
    }

    public boolean hasMissing() {
        return columns.stream().anyMatch(column -> column.missing() > 0);
    }

    /**
     * Takes a column as another kind. Numbers become levels in ascending order; levels that are numbers
     * become these numbers, ordered levels their codes.
     *
     * @throws CausalException if the values do not allow it
     */
    public Dataset withKind(String name, Kind kind) {
        return replace(Kinds.convert(column(name), kind));
    }

    /**
     * Gives the levels of a column an order, which makes it ordinal, or binary (the first is 0, the second 1)
     * if they are two.
     *
     * @throws CausalException if a level of the column is not among those given
     */
    public Dataset withLevels(String name, String... inOrder) {
        return replace(Kinds.reorder(column(name), List.of(inOrder)));
    }

    /**
     * Says that a column counts how many cases each row stands for; it is no variable any more.
     *
     * @throws CausalException if a count is missing, negative or not whole, or there are counts or weights
     *     already
     */
    public Dataset withCounts(String name) {
        return withWeights(name, true);
    }

    /**
     * Says that a column holds sampling weights; it is no variable any more.
     *
     * @throws CausalException if a weight is missing or negative, or there are counts or weights already
     */
    public Dataset withWeights(String name) {
        return withWeights(name, false);
    }

    /**
     * The same rows with other counts.
     *
     * @param counts one per row: how many cases it stands for now
     * @throws CausalException if the rows have no counts, or a count is missing, negative or not whole
     */
    public Dataset recounted(double[] counts) {
        if (!counted())
            throw new CausalException("The rows have no counts to change; say which column counts with withCounts(…)");
        Column column = weights.get().column().withValues(counts.clone());
        Dataset checked = new Dataset(List.of(column), rows, Optional.empty(), Optional.empty());
        return new Dataset(columns, rows, checked.withCounts(column.name()).weights, groups);
    }

    private Dataset withWeights(String name, boolean counts) {
        if (weights.isPresent()) {
            throw new CausalException("The rows already have counts or weights, by \""
                    + weights.get().column().name() + "\"; a second column of them cannot be used");
        }
        Weights read = Weights.of(column(name), counts);
        Dataset rest = without(name);
        return new Dataset(rest.columns, rows, Optional.of(read), groups);
    }

    /** Whether rows stand for several cases each. */
    public boolean counted() {
        return weights.isPresent() && weights.get().counts();
    }

    /** Whether rows have sampling weights. */
    public boolean weighted() {
        return weights.isPresent() && !weights.get().counts();
    }

    Optional<Weights> weightColumn() {
        return weights;
    }

    /** How much each row counts for: its count or weight, 1 where there are none. */
    public double[] weights() {
        if (weights.isPresent()) return weights.get().column().values().clone();
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** The number of cases: the sum of the counts, else the number of rows. */
    public double cases() {
        return counted() ? Arrays.stream(weights.get().column().values()).sum() : rows;
    }

    /** One row per case instead of counts, in the order of the rows. */
    public Dataset expanded() {
        return counted() ? Resampling.expanded(this) : this;
    }

    /** Says that rows with the same value in a column belong together; it is no variable any more. */
    public Dataset withGroups(String name) {
        Column column = column(name);
        if (column.missing() > 0) {
            throw new CausalException(
                    "Column \"" + name + "\" is missing in " + column.missing() + " rows; every row needs its group");
        }
        return new Dataset(without(name).columns, rows, weights, Optional.of(Kinds.convert(column, Kind.NOMINAL)));
    }

    /** The group of each row, numbered from 0 without gaps, where there are groups. */
    public Optional<int[]> groups() {
        return groups.map(column -> {
            double[] present = column.distinct();
            return Arrays.stream(column.values())
                    .mapToInt(code -> Arrays.binarySearch(present, code))
                    .toArray();
        });
    }

    Optional<Column> groupColumn() {
        return groups;
    }

    /** The named columns, in the order named. */
    public Dataset select(Collection<String> names) {
        return withColumns(names.stream().map(this::column).toList());
    }

    /** The named columns, in the order named. */
    public Dataset select(String... names) {
        return select(List.of(names));
    }

    /** All columns but the named. */
    public Dataset without(String... names) {
        Set<Column> leaving = new HashSet<>();
        for (String name : names) leaving.add(column(name));
        return withColumns(
                columns.stream().filter(column -> !leaving.contains(column)).toList());
    }

    /** The rows of these numbers, in that order; a number may come more than once. */
    public Dataset rows(int[] chosen) {
        for (int row : chosen) {
            if (row < 0 || row >= rows) {
                throw new CausalException("There is no row " + row + "; rows go from 0 to " + (rows - 1));
            }
        }
        return new Dataset(
                columns.stream().map(column -> column.rows(chosen)).toList(),
                chosen.length,
                weights.map(weight -> new Weights(weight.column().rows(chosen), weight.counts())),
                groups.map(column -> column.rows(chosen)));
    }

    /**
     * The rows where a categorical column has a level.
     *
     * @throws CausalException if the column has no such level
     */
    public Dataset where(String name, String level) {
        int code = levels(name).indexOf(level);
        if (code < 0) throw CausalException.unknown("level of \"" + name + "\"", level, levels(name));
        double[] values = column(name).values();
        return rows(IntStream.range(0, rows).filter(row -> values[row] == code).toArray());
    }

    /** The rows without a missing value in any column. */
    public Dataset dropMissing() {
        int[] complete = IntStream.range(0, rows)
                .filter(row -> columns.stream().noneMatch(column -> Double.isNaN(column.values()[row])))
                .toArray();
        if (complete.length == 0) {
            throw new CausalException("Every one of the " + rows
                    + " rows has a missing value, so none is left; leave out the columns with the most missing first");
        }
        return complete.length == rows ? this : rows(complete);
    }

    /**
     * Every column of numbers with mean 0 and standard deviation 1 (weights taken into account); levels stay.
     *
     * @throws CausalException if a column of numbers is constant
     */
    public Dataset standardized() {
        return Resampling.standardized(this);
    }

    /**
     * Adds a column of numbers, or replaces the values of a column, which keeps its kind, levels and unit.
     *
     * @param values one per row, NaN where missing
     */
    public Dataset with(String name, double[] values) {
        double[] copy = values.clone();
        return replace(index.containsKey(name) ? column(name).withValues(copy) : Kinds.infer(name, copy, false));
    }

    /**
     * Adds or replaces a categorical column.
     *
     * @param codes one per row: the position of its level, NaN where missing
     */
    public Dataset with(String name, Kind kind, List<String> levels, double[] codes) {
        if (!kind.categorical()) {
            throw new CausalException("Column \"" + name + "\" cannot have levels and be " + kind
                    + "; the kinds with levels are BINARY, NOMINAL and ORDINAL");
        }
        return replace(Column.codes(name, kind, levels, codes.clone()));
    }

    private Dataset replace(Column changed) {
        List<Column> all = new ArrayList<>(columns);
        if (index.containsKey(changed.name())) all.set(index.get(changed.name()), changed);
        else all.add(changed);
        return withColumns(all);
    }

    Dataset withColumns(List<Column> changed) {
        return new Dataset(changed, rows, weights, groups);
    }

    /**
     * Splits the rows at random into k parts of almost equal size, each the test part of one fold; rows of a
     * group stay together.
     *
     * @throws CausalException if there are fewer rows (or groups) than folds, or rows are counted: then
     *     expand first
     */
    public List<Fold> folds(int k, Seed seed) {
        return Resampling.folds(this, k, seed);
    }

    /**
     * A bootstrap sample of the same size: cases drawn with replacement; whole groups where there are
     * groups. Counted rows stay, with counts drawn anew.
     */
    public Dataset resampled(Seed seed) {
        return Resampling.resampled(this, seed);
    }

    /** A hash of names, kinds, levels, units, values, weights and groups; the same on every machine. */
    public String hash() {
        if (hash.isEmpty()) hash = ContentHash.of(this);
        return hash;
    }

    /** The data as a Tablesaw table, levels as text, with the columns of counts, weights and groups at the end. */
    public Table table() {
        return Tables.table(this);
    }

    @Override
    public String text() {
        return DatasetView.text(this);
    }

    @Override
    public Optional<String> html() {
        return Optional.of(DatasetView.html(this));
    }

    @Override
    public String toString() {
        return text();
    }
}
