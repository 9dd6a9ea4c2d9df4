// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

/**
 * Stands in for {@code System.exit} in the code of cells, which would end the session with everything in it.
 * Public because the classes of cells link to it. Libraries that call {@code System.exit} themselves still end
 * the process: Java 25 has no way to forbid it.
 */
@SuppressWarnings("DoNotCallSuggester") // called from woven code only
public final class ExitGuard {
    private ExitGuard() {}

    /** Thrown in place of the exit. */
    public static final class ExitRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ExitRefused(int status) {
            super("System.exit(" + status + ") would end the session and lose its variables; "
                    + "to end it, shut the kernel down from the notebook's menu");
        }
    }

    /** In place of {@link System#exit}. */
    public static void exit(int status) {
        throw new ExitRefused(status);
    }

    /** In place of {@link Runtime#exit} and {@link Runtime#halt}. */
    public static void exit(Runtime runtime, int status) {
        throw new ExitRefused(status);
    }
}
