// SPDX-License-Identifier: Apache-2.0

import edu.cmu.tetrad.data.BoxDataSet;
import edu.cmu.tetrad.data.ContinuousVariable;
import edu.cmu.tetrad.data.CovarianceMatrix;
import edu.cmu.tetrad.data.DataSet;
import edu.cmu.tetrad.data.DiscreteVariable;
import edu.cmu.tetrad.data.VerticalDoubleDataBox;
import edu.cmu.tetrad.data.VerticalIntDataBox;
import edu.cmu.tetrad.graph.Edge;
import edu.cmu.tetrad.graph.EdgeListGraph;
import edu.cmu.tetrad.graph.Endpoint;
import edu.cmu.tetrad.graph.Graph;
import edu.cmu.tetrad.graph.Node;
import edu.cmu.tetrad.search.Boss;
import edu.cmu.tetrad.search.DirectLingam;
import edu.cmu.tetrad.search.Fci;
import edu.cmu.tetrad.search.Fges;
import edu.cmu.tetrad.search.Grasp;
import edu.cmu.tetrad.search.Pc;
import edu.cmu.tetrad.search.PermutationSearch;
import edu.cmu.tetrad.search.score.SemBicScore;
import edu.cmu.tetrad.search.test.IndTestChiSquare;
import edu.cmu.tetrad.search.test.IndTestFisherZ;
import edu.cmu.tetrad.search.test.Kci;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Measures Tetrad's searches as DiscoverySpeed measures ours. usage: java -cp tetrad.jar Tetrad.java FOLDER MOST TASK... */
public class Tetrad {
    /** A million tests take too long. */
    private static final int TESTS = 100_000;

    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        for (String name : Arrays.asList(args).subList(2, args.length)) {
            String[] task = name.split("-");
            Path csv = Path.of(args[0], name.substring(task[0].length() + 1) + ".csv");
            Callable<Graph> search = search(task[0], read(csv, task[1].equals("levels")));
            double times = task[0].equals("fisherz") ? 1e6 / TESTS : 1;
            if (search != null) out.println(name + "\t" + measure(search, Integer.parseInt(args[1]), times));
        }
        System.exit(0);
    }

    /** The search of this name, or null where Tetrad has none. */
    private static Callable<Graph> search(String name, DataSet data) {
        return switch (name) {
            case "pc" -> () -> pc(new Pc(new IndTestFisherZ(data, 0.01)));
            case "chisquare" -> () -> pc(new Pc(new IndTestChiSquare(data, 0.05)));
            case "fci" -> () -> new Fci(new IndTestFisherZ(data, 0.01)).search();
            case "ges" -> () -> {
                Fges fges = new Fges(bic(data));
                fges.setFaithfulnessAssumed(false);
                return fges.search();
            };
            case "boss" -> () -> {
                Boss boss = new Boss(bic(data));
                boss.setNumStarts(1);
                boss.setNumThreads(1);
                boss.setUseDataOrder(true);
                return new PermutationSearch(boss).search();
            };
            case "grasp" -> () -> {
                Grasp grasp = new Grasp(new IndTestFisherZ(data, 0.01), bic(data));
                grasp.setUseScore(true);
                grasp.setNumStarts(1);
                grasp.setUseDataOrder(true);
                grasp.bestOrder(data.getVariables());
                return grasp.getGraph(true);
            };
            case "lingam" -> () -> new DirectLingam(data, bic(data)).search();
            case "kci" -> () -> {
                List<Node> nodes = data.getVariables();
                new Kci(data, 0.05).checkIndependence(nodes.get(0), nodes.get(1), new HashSet<>(nodes.subList(2, nodes.size())));
                return new EdgeListGraph();
            };
            case "fisherz" -> () -> {
                IndTestFisherZ test = new IndTestFisherZ(data, 0.01);
                List<Node> nodes = new ArrayList<>(data.getVariables());
                Random random = new Random(1);
                for (int i = 0; i < TESTS; i++) {
                    int given = random.nextInt(6);
                    for (int k = 0; k < given + 2; k++)
                        Collections.swap(nodes, k, k + random.nextInt(nodes.size() - k));
                    test.checkIndependence(nodes.get(0), nodes.get(1), new HashSet<>(nodes.subList(2, given + 2)));
                }
                return new EdgeListGraph();
            };
            default -> null;
        };
    }

    private static Graph pc(Pc pc) throws InterruptedException {
        pc.setStable(true);
        return pc.search();
    }

    private static SemBicScore bic(DataSet data) {
        SemBicScore score = new SemBicScore(new CovarianceMatrix(data));
        score.setPenaltyDiscount(2);
        return score;
    }

    private static String measure(Callable<Graph> search, int most, double scale) throws Exception {
        double begin = cpu();
        Graph graph = search.call();
        double cold = cpu() - begin;
        while (most > 1 && cpu() < begin + 5) graph = search.call();
        List<Double> times = new ArrayList<>();
        while (times.size() + 1 < most && cpu() < begin + 10) times.add(seconds(search));
        if (times.isEmpty()) times.add(cold);
        Collections.sort(times);
        return String.format(Locale.ROOT, "%.4f\t%.5f\t%s", scale * cold, scale * times.get(times.size() / 2),
                graph.getEdges().stream().map(Tetrad::text).collect(Collectors.joining("; ")));
    }

    private static double seconds(Callable<Graph> search) throws Exception {
        double begin = cpu();
        int runs = 0;
        do {
            search.call();
            runs++;
        } while (cpu() < begin + 0.3);
        return (cpu() - begin) / runs;
    }

    private static double cpu() {
        var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return process.getProcessCpuTime() / 1e9;
    }

    private static String text(Edge edge) {
        String line = mark(edge.getEndpoint1(), "<") + "-" + mark(edge.getEndpoint2(), ">");
        boolean tail = List.of("-", "o-", "-o").contains(line);
        return edge.getNode1().getName() + " " + (tail ? line.replace("-", "--") : line) + " " + edge.getNode2().getName();
    }

    private static String mark(Endpoint end, String arrow) {
        return end == Endpoint.ARROW ? arrow : end == Endpoint.CIRCLE ? "o" : "";
    }

    private static DataSet read(Path csv, boolean levels) throws Exception {
        List<String> lines = Files.readAllLines(csv);
        String[] names = lines.get(0).split(",");
        double[][] columns = new double[names.length][lines.size() - 1];
        for (int i = 1; i < lines.size(); i++) {
            String[] fields = lines.get(i).split(",");
            for (int j = 0; j < fields.length; j++) columns[j][i - 1] = Double.parseDouble(fields[j]);
        }
        List<Node> nodes = new ArrayList<>();
        for (int j = 0; j < names.length; j++) {
            int highest = (int) Arrays.stream(columns[j]).max().orElse(0);
            nodes.add(levels ? new DiscreteVariable(names[j], highest + 1) : new ContinuousVariable(names[j]));
        }
        if (!levels) return new BoxDataSet(new VerticalDoubleDataBox(columns), nodes);
        int[][] codes = Arrays.stream(columns)
                .map(column -> Arrays.stream(column).mapToInt(value -> (int) value).toArray())
                .toArray(int[][]::new);
        return new BoxDataSet(new VerticalIntDataBox(codes), nodes);
    }
}
