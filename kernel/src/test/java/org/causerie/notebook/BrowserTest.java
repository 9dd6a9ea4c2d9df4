// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * As people do it: Jupyter Notebook in a browser, "Run All", pictures on the page. Left out where Jupyter
 * Notebook 6, Chromium or its driver is not installed; a screenshot stays in {@code target/screenshots}.
 */
class BrowserTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Path TOUR = Path.of("../notebooks/00-tour.ipynb");

    private static final String READY = "return Boolean(window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel"
            + " && Jupyter.notebook.kernel.is_connected() && Jupyter.notebook._fully_loaded);";
    private static final String CODE =
            "Jupyter.notebook.get_cells().filter(c => c.cell_type === 'code'" + " && c.get_text().trim())";
    private static final String DONE = "return " + CODE + ".every(c => Number(c.input_prompt_number) > 0)"
            + " || document.querySelectorAll('.output_error').length > 0;";
    private static final String PICTURES = "return [...document.querySelectorAll('.output_area img, .output_area svg')]"
            + ".filter(p => p.getBoundingClientRect().width > 20"
            + " && (p.tagName !== 'IMG' || p.naturalWidth > 0)).length;";

    @TempDir
    Path folder;

    @Test
    void runAllInJupyterShowsThePictures() throws Exception {
        String jupyter = need("jupyter-notebook");
        String chromium = need("chromium");
        String driver = need("chromedriver");
        boolean tour = Files.exists(TOUR);
        String name = tour ? "00-tour.ipynb" : "small.ipynb";
        notebook(tour)
                .withRuns(Map.of())
                .write(Files.createDirectory(folder.resolve("work")).resolve(name));
        TestKernel.in(folder.resolve("data/kernels/java"));

        String token = UUID.randomUUID().toString();
        int port = freePort();
        Process server = jupyter(jupyter, port, token);
        try {
            ChromeDriver browser = browser(driver, chromium, port);
            try {
                runAll(browser, "http://127.0.0.1:" + port + "/notebooks/" + name + "?token=" + token);
                assertThat(browser.findElements(By.cssSelector(".output_error")))
                        .extracting(error -> error.getText())
                        .isEmpty();
                long pictures = (Long) browser.executeScript(PICTURES);
                assertThat(pictures).isGreaterThanOrEqualTo(tour ? 6 : 1);
            } finally {
                screenshot(browser, name.replace(".ipynb", ".png"));
                browser.quit();
            }
        } finally {
            server.destroy();
            if (!server.waitFor(20, TimeUnit.SECONDS)) server.destroyForcibly();
        }
    }

    private static Notebook notebook(boolean tour) throws IOException {
        if (tour) return Notebook.read(TOUR);
        try (InputStream in = BrowserTest.class.getResourceAsStream("small.ipynb")) {
            return Notebook.parse(new String(in.readAllBytes(), UTF_8), "small.ipynb");
        }
    }

    private static void runAll(ChromeDriver browser, String address) throws InterruptedException {
        browser.get(address);
        await(browser, READY, "Jupyter connects to the kernel");
        browser.findElement(By.id("celllink")).click();
        browser.findElement(By.cssSelector("#run_all_cells a")).click();
        await(browser, DONE, "every cell has run");
    }

    private static void await(ChromeDriver browser, String condition, String what) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Boolean.TRUE.equals(browser.executeScript(condition))) {
            assertThat(System.nanoTime()).as("waiting until " + what).isLessThan(end);
            Thread.sleep(200);
        }
    }

    private static void screenshot(ChromeDriver browser, String name) throws IOException {
        try {
            long height = (Long) browser.executeScript(
                    "return (document.getElementById('notebook-container') || document.body).scrollHeight;");
            browser.manage().window().setSize(new Dimension(1300, (int) Math.min(16_000, height + 400)));
            Path target = Files.createDirectories(Path.of("target/screenshots")).resolve(name);
            Files.write(target, browser.getScreenshotAs(OutputType.BYTES));
        } catch (WebDriverException e) {
            System.out.println("No screenshot could be taken: " + e.getMessage());
        }
    }

    private Process jupyter(String command, int port, String token) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                command,
                "--no-browser",
                "--allow-root",
                "--ip=127.0.0.1",
                "--port=" + port,
                "--port-retries=0",
                "--NotebookApp.token=" + token,
                "--notebook-dir=" + folder.resolve("work"));
        builder.environment()
                .putAll(Map.of(
                        "JUPYTER_DATA_DIR", folder.resolve("data").toString(),
                        "JUPYTER_CONFIG_DIR", folder.resolve("config").toString(),
                        "JUPYTER_RUNTIME_DIR", folder.resolve("runtime").toString(),
                        "IPYTHONDIR", folder.resolve("ipython").toString()));
        File log = Files.createDirectories(Path.of("target/screenshots"))
                .resolve("jupyter.log")
                .toFile();
        return builder.redirectErrorStream(true).redirectOutput(log).start();
    }

    private ChromeDriver browser(String driver, String chromium, int port) throws Exception {
        awaitServer(port);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--window-size=1300,1000",
                "--user-data-dir=" + folder.resolve("browser"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(driver))
                .build();
        return new ChromeDriver(service, options);
    }

    private static void awaitServer(int port) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException notYet) {
                assertThat(System.nanoTime())
                        .as("waiting for Jupyter, see target/screenshots/jupyter.log")
                        .isLessThan(end);
                Thread.sleep(200);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The path of a program, or the test is left out with a sentence. */
    private static String need(String program) {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "The browser test is left out: " + program + " is not installed");
        return found.orElseThrow().toString();
    }
}
