package xnorsim.cli.corpus;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/** Harm to chunks of a PNG image by somebody who computes their check sums anew. */
final class PngDamage {
    private static final int SIGNATURE = 8;
    private static final int AROUND = 12;
    private static final List<String> TYPES = List.of("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "iCCP", "zTXt", "iTXt",
            "tEXt", "gAMA", "acTL", "fdAT", "sBIT", "\u001b[3m", "XXXX");

    private PngDamage() {}

    static byte[] of(byte[] good, Random random) {
        List<byte[]> chunks = new ArrayList<>();
        for (int at = SIGNATURE; at < good.length;) {
            int end = at + AROUND + ByteBuffer.wrap(good).getInt(at);
            chunks.add(Arrays.copyOfRange(good, at + 4, end - 4));
            at = end;
        }
        int at = random.nextInt(chunks.size());
        switch (random.nextInt(8)) {
            case 0 -> chunks.remove(at);
            case 1 -> chunks.add(random.nextInt(chunks.size() + 1), chunks.get(at));
            case 2 -> Collections.swap(chunks, at, random.nextInt(chunks.size()));
            case 3 -> {
                byte[] type = Damage.of(TYPES, random).getBytes(StandardCharsets.US_ASCII);
                chunks.set(at, chunks.get(at).clone());
                System.arraycopy(type, 0, chunks.get(at), 0, 4);
            }
            case 4 -> {
                // Width, height, bits, colours, compression, filter and interlacing.
                byte[] header = chunks.getFirst().clone();
                header[4 + random.nextInt(header.length - 4)] = (byte) random.nextInt(256);
                chunks.set(0, header);
            }
            default -> {
                byte[] chunk = chunks.get(at);
                byte[] content = Arrays.copyOfRange(chunk, 4, chunk.length);
                byte[] harmed = content.length == 0 ? new byte[random.nextInt(9)] : Damage.bytes(content, random);
                chunks.set(at, ByteBuffer.allocate(4 + harmed.length).put(chunk, 0, 4).put(harmed).array());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(good, 0, SIGNATURE);
        for (byte[] chunk : chunks) {
            CRC32 sum = new CRC32();
            sum.update(chunk);
            byte[] whole = ByteBuffer.allocate(chunk.length + 8).putInt(chunk.length - 4).put(chunk)
                    .putInt((int) sum.getValue()).array();
            bytes.write(whole, 0, whole.length);
        }
        return bytes.toByteArray();
    }
}
