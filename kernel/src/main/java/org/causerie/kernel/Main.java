// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/** Starts a kernel: {@code Main <connection-file>}, as Jupyter does with what Install wrote. */
public final class Main {
    private static final PrintStream LOG = System.err;

    private Main() {}

    /**
     * Serves one front end until it asks to end.
     *
     * @param arguments the path of a connection file
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            LOG.println("usage: org.causerie.kernel.Main <connection-file>");
            System.exit(2);
        }
        KernelConnectionProperties properties =
                KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0])));
        Startup startup = new Startup(System.getenv());
        CellLoader loader = new CellLoader();
        CellExecution execution = new CellExecution(loader, startup.timeoutNanos());
        Session session = new Session(loader, execution);
        Channels channels = new Channels(properties);
        JavaKernel.start(channels, session, execution, new Magics(session), new Rendering());
        channels.connect();
        Channels.daemon("boot", () -> session.boot(startup));
        endWithParent();
        channels.waitUntilClose();
        System.exit(0);
    }

    /** Jupyter says who started the kernel; without that process nobody can reach it. */
    private static void endWithParent() {
        Optional.ofNullable(System.getenv("JPY_PARENT_PID"))
                .filter(pid -> pid.matches("\\d{1,18}"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .ifPresent(parent -> {
                    var unused = parent.onExit().thenRun(() -> System.exit(1));
                });
    }

    /** The kernel's own messages, which are not the output of any cell. */
    static void log(String message) {
        LOG.println("causerie: " + message);
    }

    /** The version in the jar. */
    static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
