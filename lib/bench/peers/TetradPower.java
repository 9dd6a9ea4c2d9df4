// SPDX-License-Identifier: Apache-2.0

import edu.cmu.tetrad.data.BoxDataSet;
import edu.cmu.tetrad.data.ContinuousVariable;
import edu.cmu.tetrad.data.DataSet;
import edu.cmu.tetrad.data.DiscreteVariable;
import edu.cmu.tetrad.data.MixedDataBox;
import edu.cmu.tetrad.graph.Node;
import edu.cmu.tetrad.search.IndependenceTest;
import edu.cmu.tetrad.search.test.IndTestConditionalGaussianLrt;
import edu.cmu.tetrad.search.test.IndTestDegenerateGaussianLrt;
import edu.cmu.tetrad.search.test.IndTestFisherZ;
import edu.cmu.tetrad.search.test.Kci;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** How often Tetrad's tests reject, on the files of TestPower. usage: java -cp tetrad.jar TetradPower.java FOLDER CASES */
public class TetradPower {
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        int cases = Integer.parseInt(args[1]);
        try (var files = Files.list(Path.of(args[0]))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".csv")).sorted().toList()) {
                String[] name = file.getFileName().toString().replace(".csv", "").split("-");
                boolean mixed = name[0].equals("mixed");
                double[][] rows = Files.readAllLines(file).stream().skip(1)
                        .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
                        .toArray(double[][]::new);
                for (var test : tests(mixed).entrySet()) {
                    int rejected = 0;
                    for (int from = 0; from < rows.length; from += cases) {
                        DataSet data = data(Arrays.copyOfRange(rows, from, from + cases), mixed);
                        List<Node> nodes = data.getVariables();
                        double p = test.getValue().apply(data)
                                .checkIndependence(nodes.get(0), nodes.get(1), Set.of(nodes.get(2))).getPValue();
                        if (p < 0.05) rejected++;
                    }
                    out.println("Tetrad\t" + name[0] + "\t" + test.getKey() + "\t" + name[1] + "\t"
                            + (double) rejected * cases / rows.length);
                }
            }
        }
        System.exit(0);
    }

    private static Map<String, Function<DataSet, IndependenceTest>> tests(boolean mixed) {
        Map<String, Function<DataSet, IndependenceTest>> tests = new LinkedHashMap<>();
        if (mixed) {
            tests.put("conditional Gaussian", data -> new IndTestConditionalGaussianLrt(data, 0.05, false));
            tests.put("degenerate Gaussian", IndTestDegenerateGaussianLrt::new);
        } else {
            tests.put("Fisher-Z", data -> new IndTestFisherZ(data, 0.05));
            tests.put("KCI", data -> new Kci(data, 0.05));
        }
        return tests;
    }

    private static DataSet data(double[][] rows, boolean mixed) {
        List<Node> nodes = mixed
                ? List.of(new ContinuousVariable("x"), new DiscreteVariable("y", 2), new DiscreteVariable("z", 3))
                : List.of(new ContinuousVariable("x"), new ContinuousVariable("y"), new ContinuousVariable("z"));
        DataSet data = new BoxDataSet(new MixedDataBox(nodes, rows.length), nodes);
        for (int row = 0; row < rows.length; row++)
            for (int column = 0; column < 3; column++) {
                if (nodes.get(column) instanceof DiscreteVariable) data.setInt(row, column, (int) rows[row][column]);
                else data.setDouble(row, column, rows[row][column]);
            }
        return data;
    }
}
