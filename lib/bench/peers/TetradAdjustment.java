// SPDX-License-Identifier: Apache-2.0

import edu.cmu.tetrad.graph.Edges;
import edu.cmu.tetrad.graph.EdgeListGraph;
import edu.cmu.tetrad.graph.Graph;
import edu.cmu.tetrad.graph.GraphNode;
import edu.cmu.tetrad.graph.Node;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One adjustment set by Tetrad for the questions of IdentificationSpeed. usage: java -cp tetrad.jar TetradAdjustment.java FOLDER NODES */
public class TetradAdjustment {
    public static void main(String[] args) throws Exception {
        int nodes = Integer.parseInt(args[1]);
        Graph graph = new EdgeListGraph();
        for (int i = 0; i < nodes; i++) graph.addNode(new GraphNode("V" + i));
        for (String line : Files.readAllLines(Path.of(args[0], nodes + ".dag"))) {
            String[] ends = line.split(" -> ");
            graph.addEdge(Edges.directedEdge(graph.getNode(ends[0]), graph.getNode(ends[1])));
        }
        for (int k = 0; k < 40; k++) {
            Node x = graph.getNode("V" + (4 * nodes / 10 + k % (nodes / 10)));
            Node y = graph.getNode("V" + (6 * nodes / 10 + 7 * k % (nodes / 10)));
            long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            String found;
            try {
                List<Set<Node>> sets = graph.paths().adjustmentSets(x, y, 1, 4, 1, 8);
                found = sets.isEmpty()
                        ? "none"
                        : sets.get(0).stream().map(Node::getName).collect(Collectors.joining(" "));
            } catch (IllegalArgumentException e) {
                found = "none";
            }
            double milliseconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / 1e6;
            System.out.println(nodes + "\t" + k + "\t" + milliseconds + "\t" + found);
        }
    }
}
