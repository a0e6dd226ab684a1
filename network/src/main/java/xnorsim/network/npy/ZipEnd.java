package xnorsim.network.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * The end of a zip file, as PKWARE's APPNOTE.TXT describes it: the directory, then a record of 22 bytes that says where
 * the directory begins and how long it is. Java, like others, looks for this record and passes over what surrounds it.
 */
final class ZipEnd {
    private static final int SIGNATURE = 0x06054b50;
    private static final int LENGTH = 22;
    private static final int DIRECTORY_SIZE = 12;
    private static final int DIRECTORY_START = 16;
    private static final int COMMENT_LENGTH = 20;

    private ZipEnd() {}

    /**
     * Rejects a file with extra bytes before or after the zip. NumPy never writes a zip with a comment, or of 4 GiB or
     * more.
     *
     * @param size bytes of the file
     * @throws ZipException if there are such bytes
     */
    static void requireWhole(Path file, long size) throws IOException {
        ByteBuffer end = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file)) {
            for (long at = size - LENGTH; end.hasRemaining();) {
                int count = channel.read(end, at + end.position());
                if (count < 0) {
                    throw new ZipException("it is too short");
                }
            }
        }
        if (end.getInt(0) != SIGNATURE || end.getShort(COMMENT_LENGTH) != 0) {
            throw new ZipException("extra bytes after its end");
        }
        long directory = Integer.toUnsignedLong(end.getInt(DIRECTORY_START))
                + Integer.toUnsignedLong(end.getInt(DIRECTORY_SIZE));
        if (directory != size - LENGTH) {
            throw new ZipException("extra bytes before or after its directory");
        }
    }
}
