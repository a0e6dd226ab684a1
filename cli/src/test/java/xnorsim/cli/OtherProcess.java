package xnorsim.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a program of its own finds: locks of files are between processes. */
public final class OtherProcess {
    private static final String PROGRAM = """
            import java.nio.channels.FileChannel;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;

            class TryLock {
                public static void main(String[] arguments) throws Exception {
                    try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
                        System.exit(channel.tryLock() == null ? 3 : 4);
                    }
                }
            }
            """;

    private OtherProcess() {}

    /**
     * Whether another process could lock a file now.
     *
     * @param folder of the program
     */
    public static boolean canLock(Path folder, Path file) throws IOException, InterruptedException {
        Path source = Files.writeString(folder.resolve("TryLock.java"), PROGRAM);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(java.toString(), source.toString(), file.toString())
                .redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 3 && code != 4) {
            throw new IllegalStateException("exit code " + code + ": " + said);
        }
        return code == 4;
    }
}
