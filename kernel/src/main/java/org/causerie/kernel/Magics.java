// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.causerie.CausalException;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;

/** The magics of IJava, and how they are written in a cell. */
final class Magics {
    private static final Pattern LINE =
            Pattern.compile("(?:^|(?<==))(?<blank>[ \t]*)%(?<name>\\w+)(?<arguments>[^\n]*)$", Pattern.MULTILINE);
    private static final Pattern CELL =
            Pattern.compile("\\s*%%(?<name>\\w+)(?<arguments>[^\n]*)(?:\n(?<body>.*))?", Pattern.DOTALL);
    private static final Pattern ARGUMENT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");

    private final MagicsRegistry registry = new MagicsRegistry();
    private final Dependencies dependencies = new Dependencies();
    private final Session session;

    Magics(Session session) {
        this.session = session;
        line("jars", arguments -> add(globbed(arguments)));
        line("classpath", arguments -> add(globbed(arguments)));
        for (String name : List.of("maven", "addMavenDependency", "addMavenDependencies")) {
            line(name, arguments -> add(dependencies.resolve(arguments)));
        }
        for (String name : List.of("mavenRepo", "addMavenRepo")) {
            line(name, arguments -> {
                if (arguments.size() != 2) {
                    throw new CausalException("%" + name + " takes an id and a URL, not " + arguments);
                }
                dependencies.addRepository(arguments.get(0), arguments.get(1));
                return List.of();
            });
        }
        line("loadFromPOM", arguments -> {
            if (arguments.isEmpty()) throw new CausalException("%loadFromPOM takes the path of a POM");
            return add(dependencies.fromPom(
                    Files.readString(Path.of(arguments.get(0))), arguments.subList(1, arguments.size())));
        });
        for (String name : List.of("loadFromPOM", "pom")) {
            registry.registerCellMagic(name, (kernel, arguments, body) -> add(dependencies.fromPom(body, arguments)));
        }
        line("load", this::load);
    }

    private interface Line {
        Object eval(List<String> arguments) throws Exception;
    }

    private void line(String name, Line magic) {
        registry.registerLineMagic(name, (kernel, arguments) -> magic.eval(arguments));
    }

    MagicsRegistry registry() {
        return registry;
    }

    // Writing

    /** The Java code of a cell: what it says, with its magics as calls, line for line. */
    String resolve(String cell) {
        if (cell.indexOf('%') < 0) return cell;
        Matcher whole = CELL.matcher(cell);
        if (whole.matches()) {
            String body = whole.group("body") == null ? "" : whole.group("body");
            return call("cellMagic", whole.group("name"), whole.group("arguments"), "," + quoted(body));
        }
        StringBuilder java = new StringBuilder();
        Matcher line = LINE.matcher(cell);
        while (line.find()) {
            String call = isMagic(cell, line)
                    ? line.group("blank") + call("lineMagic", line.group("name"), line.group("arguments"), "")
                    : line.group();
            line.appendReplacement(java, Matcher.quoteReplacement(call));
        }
        return line.appendTail(java).toString();
    }

    /** The cell with its magics left blank, every other character at its place. */
    String blank(String cell) {
        if (CELL.matcher(cell).matches()) return " ".repeat(cell.length());
        StringBuilder java = new StringBuilder(cell);
        Matcher line = LINE.matcher(cell);
        while (line.find()) {
            if (isMagic(cell, line)) java.replace(line.start(), line.end(), " ".repeat(line.end() - line.start()));
        }
        return java.toString();
    }

    /** A percent sign at the start of a line may also be a remainder, or inside a text. */
    private boolean isMagic(String cell, Matcher line) {
        if (Lexer.at(cell, line.start("name") - 1) != Lexer.Inside.CODE) return false;
        if (registry.getLineMagicNames().contains(line.group("name"))) return true;
        String before = cell.substring(0, line.start()).stripTrailing();
        return before.isEmpty() || before.endsWith(";") || before.endsWith("}");
    }

    private static String call(String function, String name, String arguments, String more) {
        List<String> values = new ArrayList<>();
        Matcher argument = ARGUMENT.matcher(arguments);
        while (argument.find()) {
            values.add(
                    argument.group(2) != null
                            ? argument.group(2)
                            : argument.group(1).replaceAll("\\\\(.)", "$1"));
        }
        return "org.causerie.kernel.Notebook." + function + "(\"" + name + "\",java.util.List.of("
                + values.stream().map(Magics::quoted).collect(Collectors.joining(",")) + ")" + more + ");";
    }

    /** A string literal in one line, whatever the text holds. */
    private static String quoted(String text) {
        return "new String(java.util.Base64.getDecoder().decode(\""
                + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)) + "\"))";
    }

    // Meaning

    private List<String> add(List<Path> paths) {
        List<String> added =
                paths.stream().map(path -> path.toAbsolutePath().toString()).toList();
        added.forEach(session::addToClassPath);
        return added;
    }

    private static List<Path> globbed(List<String> globs) {
        List<Path> found = new ArrayList<>();
        for (String glob : globs) {
            List<Path> paths = Globs.find(glob);
            if (paths.isEmpty()) {
                throw new CausalException("There is nothing at " + glob + ", seen from "
                        + Path.of("").toAbsolutePath());
            }
            found.addAll(paths);
        }
        return found;
    }

    /** Runs a script, or the code cells of a notebook, as if they stood here. */
    private Object load(List<String> arguments) throws IOException {
        for (String argument : arguments) {
            Path file = Path.of(argument);
            String text = Files.readString(file);
            if (!argument.endsWith(".ipynb")) {
                session.evaluate(new Sources.Cell(argument, text), resolve(text));
                continue;
            }
            int number = 0;
            for (JsonElement element :
                    JsonParser.parseString(text).getAsJsonObject().getAsJsonArray("cells")) {
                JsonObject cell = element.getAsJsonObject();
                number++;
                if (!cell.get("cell_type").getAsString().equals("code")) continue;
                String code = source(cell.get("source"));
                session.evaluate(new Sources.Cell(argument + ", cell " + number, code), resolve(code));
            }
        }
        return List.of();
    }

    private static String source(JsonElement source) {
        if (!source.isJsonArray()) return source.getAsString();
        StringBuilder lines = new StringBuilder();
        source.getAsJsonArray().forEach(line -> lines.append(line.getAsString()));
        return lines.toString();
    }
}
