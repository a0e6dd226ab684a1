package xnorsim.arrays;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Machine features that the Vector API does not report; they affect speed only. */
final class Processor {

    private static final Path LINUX = Path.of("/proc/cpuinfo");

    private Processor() {}

    /**
     * Whether one instruction counts the bits of each word of a vector (AVX-512 VPOPCNTDQ); false if unknown.
     */
    static boolean countsBits() {
        try {
            return Files.isReadable(LINUX) && Files.readString(LINUX).contains("avx512_vpopcntdq");
        } catch (IOException e) {
            return false;
        }
    }
}
