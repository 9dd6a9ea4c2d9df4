// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import org.causerie.Displayable;

/** Shows values of Java's own types: text for all, a table where there are rows and columns. */
final class Values {
    private static final int ELEMENTS = 200;
    private static final int ROWS = 50;
    private static final int COLUMNS = 30;
    private static final int DEPTH = 4;

    private Values() {}

    // Text

    /** The value as text; long collections are shown from their start, with their size. */
    static String text(Object value) {
        return text(value, 0);
    }

    private static String text(Object value, int depth) {
        if (value instanceof Displayable displayable) return displayable.text();
        if (value == null || depth > DEPTH || !ours(value)) return String.valueOf(value);
        if (value instanceof Map<?, ?> map) {
            return joined(
                    map.entrySet().iterator(),
                    map.size(),
                    "{",
                    "}",
                    entry -> text(entry.getKey(), depth + 1) + "=" + text(entry.getValue(), depth + 1));
        }
        Collection<?> elements = value instanceof Collection<?> collection ? collection : elements(value);
        return joined(elements.iterator(), elements.size(), "[", "]", element -> text(element, depth + 1));
    }

    /** Whether the value is an array, or a collection whose own text may be as long as it is. */
    private static boolean ours(Object value) {
        if (value.getClass().isArray()) return true;
        return (value instanceof Collection || value instanceof Map)
                && value.getClass().getName().startsWith("java.util.");
    }

    private static <T> String joined(
            Iterator<T> elements, int size, String open, String close, Function<T, String> shown) {
        StringJoiner text = new StringJoiner(", ", open, close);
        for (int i = 0; i < ELEMENTS && elements.hasNext(); i++) text.add(shown.apply(elements.next()));
        if (size > ELEMENTS) text.add("… " + size + " in all");
        return text.toString();
    }

    private static List<Object> elements(Object array) {
        return new AbstractList<>() {
            @Override
            public Object get(int index) {
                return Array.get(array, index);
            }

            @Override
            public int size() {
                return Array.getLength(array);
            }
        };
    }

    // Tables

    /** A table for records, maps, collections of records of one class, and arrays of arrays. */
    static Optional<String> html(Object value) {
        if (value instanceof Record one) return record(one);
        if (value instanceof Map<?, ?> map && !map.isEmpty() && ours(map)) {
            List<List<Object>> rows = map.entrySet().stream()
                    .limit(ROWS)
                    .map(entry -> Arrays.<Object>asList(entry.getKey(), entry.getValue()))
                    .toList();
            return Optional.of(table(List.of("key", "value"), rows, map.size()));
        }
        if (value instanceof Collection<?> collection && !collection.isEmpty() && ours(collection)) {
            return records(collection);
        }
        if (value instanceof Object[] rows && rows.length > 0 && isTwoDimensional(rows)) {
            List<List<Object>> cells =
                    Arrays.stream(rows).limit(ROWS).map(Values::elements).toList();
            return Optional.of(table(List.of(), cells, rows.length));
        }
        return Optional.empty();
    }

    private static boolean isTwoDimensional(Object[] rows) {
        return Arrays.stream(rows).allMatch(row -> row != null && row.getClass().isArray());
    }

    private static Optional<String> record(Record one) {
        RecordComponent[] components = one.getClass().getRecordComponents();
        return cells(one).map(cells -> {
            List<List<Object>> rows = new ArrayList<>();
            for (int i = 0; i < components.length; i++) {
                rows.add(Arrays.asList(components[i].getName(), cells.get(i)));
            }
            return table(List.of(one.getClass().getSimpleName(), ""), rows, rows.size());
        });
    }

    private static Optional<String> records(Collection<?> collection) {
        Class<?> type = collection.iterator().next() instanceof Record first ? first.getClass() : Values.class;
        List<List<Object>> rows = new ArrayList<>();
        for (Object element : collection) {
            if (rows.size() == ROWS) break;
            if (element == null || element.getClass() != type) return Optional.empty();
            Optional<List<Object>> cells = cells((Record) element);
            if (cells.isEmpty()) return Optional.empty();
            rows.add(cells.get());
        }
        List<String> header = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        return Optional.of(table(header, rows, collection.size()));
    }

    private static Optional<List<Object>> cells(Record one) {
        RecordComponent[] components = one.getClass().getRecordComponents();
        Object[] cells = new Object[components.length];
        try {
            for (int i = 0; i < cells.length; i++) {
                components[i].getAccessor().setAccessible(true);
                cells[i] = components[i].getAccessor().invoke(one);
            }
            return Optional.of(Arrays.asList(cells));
        } catch (ReflectiveOperationException | RuntimeException notToBeRead) {
            return Optional.empty();
        }
    }

    private static String table(List<String> header, List<List<Object>> rows, int size) {
        StringBuilder html = new StringBuilder("<table>\n");
        if (!header.isEmpty()) {
            html.append("<thead><tr>");
            header.forEach(name -> cell(html, "th", name));
            html.append("</tr></thead>\n");
        }
        html.append("<tbody>\n");
        for (List<Object> row : rows) {
            html.append("<tr>");
            for (int i = 0; i < Math.min(COLUMNS, row.size()); i++) cell(html, "td", text(row.get(i)));
            if (row.size() > COLUMNS) cell(html, "td", "… " + row.size() + " in all");
            html.append("</tr>\n");
        }
        html.append("</tbody></table>");
        if (size > rows.size()) html.append("\n<p>").append(size).append(" rows in all</p>");
        return html.toString();
    }

    private static void cell(StringBuilder html, String tag, String text) {
        html.append('<').append(tag).append('>').append(Displayable.escape(text));
        html.append("</").append(tag).append('>');
    }
}
