// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.util.List;
import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** The functions that cells call by their plain names, those of IJava among them. */
@SuppressWarnings("TypeParameterUnusedInFormals") // the signatures of IJava
public final class Notebook {
    private Notebook() {}

    /** Shows values below the cell, in the order given: more than the one that is its last expression. */
    public static void show(Object... values) {
        for (Object value : values) display(value);
    }

    /** Shows a value below the cell; returns the id with which {@link #updateDisplay} replaces it. */
    public static String display(Object value) {
        return publish(render(value));
    }

    /** Shows a value as these MIME types; text that is to be markup, for example, as {@code "text/html"}. */
    public static String display(Object value, String... as) {
        return publish(render(value, as));
    }

    private static String publish(DisplayData data) {
        if (!data.hasDisplayId()) data.setDisplayId(UUID.randomUUID().toString());
        return kernel().publish(data);
    }

    /** Replaces what {@link #display(Object)} showed. */
    public static void updateDisplay(String id, Object value) {
        update(id, render(value));
    }

    /** Replaces what {@link #display(Object, String...)} showed, as these MIME types. */
    public static void updateDisplay(String id, Object value, String... as) {
        update(id, render(value, as));
    }

    private static void update(String id, DisplayData data) {
        data.setDisplayId(id);
        kernel().republish(data);
    }

    /** A value as the bundle of MIME types that the front end would be sent. */
    public static DisplayData render(Object value) {
        return kernel().getRenderer().render(value);
    }

    /** A value as these MIME types, and as text. */
    public static DisplayData render(Object value, String... as) {
        return kernel().getRenderer().renderAs(value, as);
    }

    /** Evaluates code as a cell does and returns its value, or null where it has none. */
    public static Object eval(String code) {
        return kernel().evalRaw(code);
    }

    /** Prints like {@link java.io.PrintStream#printf}. */
    public static void printf(String format, Object... values) {
        System.out.printf(format, values);
    }

    /** Calls a line magic: {@code %name args}. */
    public static <T> T lineMagic(String name, List<String> arguments) throws Exception {
        return kernel().getMagicsRegistry().evalLineMagic(kernel(), name, arguments);
    }

    /** Calls a cell magic: {@code %%name args} and a body. */
    public static <T> T cellMagic(String name, List<String> arguments, String body) throws Exception {
        return kernel().getMagicsRegistry().evalCellMagic(kernel(), name, arguments, body);
    }

    private static JavaKernel kernel() {
        return JavaKernel.running()
                .orElseThrow(() -> new IllegalStateException("No kernel runs here: only cells can call this"));
    }
}
