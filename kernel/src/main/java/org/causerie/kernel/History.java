// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/** The cells of this session, as a front end asks for them. */
final class History {
    private static final int SESSION = 1;

    private record Entry(int number, String input, Optional<String> output) {
        JsonElement json(boolean withOutput) {
            JsonArray json = new JsonArray();
            json.add(SESSION);
            json.add(number);
            if (withOutput) {
                JsonArray both = new JsonArray();
                both.add(input);
                both.add(output.orElse(null));
                json.add(both);
            } else {
                json.add(input);
            }
            return json;
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    void add(int number, String input, Optional<String> output) {
        entries.add(new Entry(number, input, output));
    }

    /** The cells asked for, oldest first, as the protocol writes them. */
    JsonArray answer(HistoryRequest request) {
        JsonArray json = new JsonArray();
        chosen(request).forEach(entry -> json.add(entry.json(request.includeOutput())));
        return json;
    }

    private List<Entry> chosen(HistoryRequest request) {
        if (request instanceof HistoryRequest.Tail tail) return last(entries, tail.getMaxReturnLength());
        if (request instanceof HistoryRequest.Range range) {
            boolean here = range.getSessionIndex() == 0 || range.getSessionIndex() == SESSION;
            int stop = range.getStop() <= 0 ? Integer.MAX_VALUE : range.getStop(); // left out: to the end
            return entries.stream()
                    .filter(entry -> here && entry.number() >= range.getStart() && entry.number() < stop)
                    .toList();
        }
        HistoryRequest.Search search = (HistoryRequest.Search) request;
        Pattern pattern = glob(Optional.ofNullable(search.getPattern()).orElse("*"));
        Stream<Entry> found =
                entries.stream().filter(entry -> pattern.matcher(entry.input()).matches());
        if (!search.filterUnique()) return last(found.toList(), search.getMaxReturnLength());
        Map<String, Entry> unique = new LinkedHashMap<>();
        found.forEach(entry -> {
            unique.remove(entry.input());
            unique.put(entry.input(), entry);
        });
        return last(List.copyOf(unique.values()), search.getMaxReturnLength());
    }

    private static List<Entry> last(List<Entry> all, int count) {
        return count <= 0 ? all : all.subList(Math.max(0, all.size() - count), all.size());
    }

    /** SQLite's glob: {@code *}, {@code ?} and lists of characters in brackets. */
    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            int end = glob.indexOf(']', i + 2);
            if (c == '[' && end > 0) {
                String list = glob.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
                regex.append('[').append(list).append(']');
                i = end;
            } else {
                regex.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(String.valueOf(c));
                        });
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
