package xnorsim.train;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** A task that a tiny network learns: which quarter of an 8x8 image is bright. Written as the four idx files. */
final class ToyData {
    static final int SIDE = 8;
    static final int TRAINING = 260;
    static final int TEST = 40;

    private ToyData() {}

    static void write(Path folder) throws IOException {
        write(folder, "train", TRAINING, 1);
        write(folder, "t10k", TEST, 2);
    }

    private static void write(Path folder, String name, int count, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        try (DataOutputStream images = open(folder.resolve(name + "-images-idx3-ubyte.gz"));
                DataOutputStream labels = open(folder.resolve(name + "-labels-idx1-ubyte.gz"))) {
            images.writeInt(0x803);
            labels.writeInt(0x801);
            images.writeInt(count);
            labels.writeInt(count);
            images.writeInt(SIDE);
            images.writeInt(SIDE);
            for (int i = 0; i < count; i++) {
                int bright = random.nextInt(4);
                labels.write(bright);
                for (int p = 0; p < SIDE * SIDE; p++) {
                    int quarter = p / SIDE / (SIDE / 2) * 2 + p % SIDE / (SIDE / 2);
                    images.write(quarter == bright ? 150 + random.nextInt(100) : random.nextInt(80));
                }
            }
        }
    }

    private static DataOutputStream open(Path file) throws IOException {
        return new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)));
    }
}
