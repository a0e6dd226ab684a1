package xnorsim.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process that has begun a file and waits for its end. */
final class UnfinishedProcess implements AutoCloseable {
    private final Process process;

    private UnfinishedProcess(Process process) {
        this.process = process;
    }

    /** Begins {@code file}; when it is told to end it first writes {@code last}. */
    static UnfinishedProcess start(Path file, Path last) throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                UnfinishedProcess.class.getName(), file.toString(), last.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        if (process.getInputStream().read() != '.') {
            throw new IllegalStateException("it has not begun, exit code " + process.exitValue());
        }
        return new UnfinishedProcess(process);
    }

    /** The child's program. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (PendingFile pending = PendingFile.replacing(Path.of(arguments[0]))) {
            pending.stream().write("half of".getBytes(StandardCharsets.US_ASCII));
            Shutdown.first(() -> {
                try {
                    PendingFile.write(Path.of(arguments[1]), out -> out.write('!'));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            System.out.print('.');
            System.out.flush();
            Thread.sleep(TimeUnit.MINUTES.toMillis(1));
        }
    }

    /** Ends it by SIGTERM; its exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    /** Ends it by SIGKILL. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
