package xnorsim.nir.graph;

import io.jhdf.HdfFile;
import io.jhdf.ObjectHeader;
import io.jhdf.api.Dataset;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.ChunkedDatasetV3;
import io.jhdf.dataset.chunked.ChunkedDatasetV4;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.FillValueMessage;
import io.jhdf.object.message.FillValueOldMessage;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.Message;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import xnorsim.base.InputException;

/**
 * The bytes of a data set's elements as the HDF5 library returns them: elements never written have the fill value,
 * chunks go back through their filters. The library that finds its way through the file (jHDF 0.13) ignores fill
 * values, masks of filters and checksums; here it only says where things lie.
 */
final class HdfStorage {
    /** The address of what was never allocated. */
    private static final long NOWHERE = -1;
    /** An index of chunks in which the library does not notice the ones that are left out. */
    private static final int EXTENSIBLE_ARRAY = 4;

    private final HdfBackingStorage file;
    private final ObjectHeader header;
    private final Dataset data;
    private final String place;
    private final int size;

    private HdfStorage(HdfFile file, ObjectHeader header, Dataset data, String place) {
        this.file = file.getHdfBackingStorage();
        this.header = header;
        this.data = data;
        this.place = place;
        this.size = data.getDataType().getSize();
    }

    /**
     * All elements, the last index fastest.
     *
     * @param header the data set's description
     * @param place  prefix of every error message
     * @throws InputException if they are stored in a way that is not read here, or damaged
     */
    static byte[] bytes(HdfFile file, ObjectHeader header, Dataset data, String place) {
        return new HdfStorage(file, header, data, place).bytes();
    }

    private byte[] bytes() {
        for (Message message : header.getMessages()) {
            if (message.isMessageShared()) {
                throw notRead("parts of its description are shared with other data sets");
            }
        }
        int bytes = Math.multiplyExact(Math.toIntExact(data.getSize()), size);
        return switch (header.getMessageOfType(DataLayoutMessage.class)) {
            case CompactDataLayoutMessage compact -> taken(compact.getDataBuffer(), bytes);
            case ContiguousDataLayoutMessage whole when whole.getAddress() == NOWHERE -> filled(bytes);
            case ContiguousDataLayoutMessage whole -> contiguous(whole, bytes);
            case ChunkedDataLayoutMessage chunked -> chunked(chunked.getChunkDimensions(),
                    new ChunksByTree(this), bytes);
            case ChunkedDataLayoutMessageV4 chunked -> {
                if (chunked.getIndexingType() == EXTENSIBLE_ARRAY && chunked.getAddress() != NOWHERE) {
                    throw notRead("its chunks are listed in an extensible array; written without libver='latest' they"
                            + " are not");
                }
                int[] shape = chunked.getChunkDimensions();
                yield chunked(Arrays.copyOf(shape, shape.length - 1), new ChunksByIndex(this), bytes);
            }
            default -> throw notRead("its layout is not compact, contiguous or chunked");
        };
    }

    private InputException notRead(String reason) {
        return new InputException(
                place + ": is unsupported (" + reason + "), expected data as h5py stores it by default");
    }

    private InputException damaged(String what) {
        return new InputException(place + ": is damaged: " + what);
    }

    private byte[] taken(ByteBuffer buffer, int bytes) {
        if (buffer.remaining() < bytes) {
            throw damaged("it has " + buffer.remaining() + " bytes, expected " + bytes);
        }
        byte[] taken = new byte[bytes];
        buffer.get(taken);
        return taken;
    }

    private byte[] contiguous(ContiguousDataLayoutMessage whole, int bytes) {
        if (whole.getSize() >= 0 && whole.getSize() < bytes) {
            throw damaged("it has " + whole.getSize() + " bytes, expected " + bytes);
        }
        return bytes == 0 ? new byte[0] : taken(file.map(whole.getAddress(), bytes), bytes);
    }

    /** Elements that were never written. */
    private byte[] filled(int bytes) {
        byte[] filled = new byte[bytes];
        byte[] one = fillValue();
        if (one.length != 0) {
            if (one.length != size) {
                throw damaged("its fill value has " + one.length + " bytes, expected " + size);
            }
            for (int i = 0; i < bytes; i += size) {
                System.arraycopy(one, 0, filled, i, size);
            }
        }
        return filled;
    }

    /** The bytes of the fill value; none for zeros. */
    private byte[] fillValue() {
        ByteBuffer value = ByteBuffer.allocate(0);
        if (header.hasMessageOfType(FillValueMessage.class)) {
            FillValueMessage message = header.getMessageOfType(FillValueMessage.class);
            value = message.isFillValueDefined() ? message.getFillValue() : value;
        } else if (header.hasMessageOfType(FillValueOldMessage.class)) {
            value = header.getMessageOfType(FillValueOldMessage.class).getFillValue();
        }
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        return bytes;
    }

    private byte[] chunked(int[] chunkShape, Chunks index, int bytes) {
        int[] shape = data.getDimensions();
        if (chunkShape.length != shape.length || Arrays.stream(chunkShape).anyMatch(length -> length < 1)) {
            throw damaged("its chunks have the shape " + Arrays.toString(chunkShape) + ", its elements "
                    + Arrays.toString(shape));
        }
        HdfFilters filters = new HdfFilters(place, header.hasMessageOfType(FilterPipelineMessage.class)
                ? header.getMessageOfType(FilterPipelineMessage.class).getFilters()
                : List.of());
        int chunkBytes = size;
        for (int length : chunkShape) {
            chunkBytes = Math.multiplyExact(chunkBytes, length);
        }
        byte[] all = filled(bytes);
        for (Chunk chunk : bytes == 0 ? List.<Chunk>of() : index.chunks()) {
            if (chunk.getAddress() == NOWHERE) {
                continue;
            }
            long[] offset = chunk.getChunkOffset();
            for (int d = 0; d < shape.length; d++) {
                if (offset[d] < 0 || offset[d] >= shape[d] || offset[d] % chunkShape[d] != 0) {
                    throw damaged("a chunk lies at " + Arrays.toString(offset));
                }
            }
            byte[] stored = taken(file.map(chunk.getAddress(), chunk.getSize()), chunk.getSize());
            place(filters.decoded(stored, chunk.getFilterMask(), chunkBytes), all, shape, chunkShape, offset);
        }
        return all;
    }

    /** Copies a chunk to where it belongs, without what of it lies beyond the data set. */
    private void place(byte[] chunk, byte[] all, int[] shape, int[] chunkShape, long[] offset) {
        int last = shape.length - 1;
        int run = (int) Math.min(chunkShape[last], shape[last] - offset[last]) * size;
        int rows = chunk.length / size / chunkShape[last];
        for (int row = 0; row < rows; row++) {
            long to = offset[last];
            long stride = shape[last];
            boolean inside = true;
            int rest = row;
            for (int d = last - 1; d >= 0; d--) {
                long index = offset[d] + rest % chunkShape[d];
                rest /= chunkShape[d];
                inside &= index < shape[d];
                to += index * stride;
                stride *= shape[d];
            }
            if (inside) {
                System.arraycopy(chunk, row * chunkShape[last] * size, all, (int) to * size, run);
            }
        }
    }

    /** The library's lists of chunks, which it shows to subclasses alone. */
    private interface Chunks {
        Collection<Chunk> chunks();
    }

    private static final class ChunksByTree extends ChunkedDatasetV3 implements Chunks {
        private ChunksByTree(HdfStorage of) {
            super(of.file, of.data.getAddress(), of.data.getName(), of.data.getParent(), of.header);
        }

        @Override
        public Collection<Chunk> chunks() {
            return getChunkLookup().values();
        }
    }

    private static final class ChunksByIndex extends ChunkedDatasetV4 implements Chunks {
        private ChunksByIndex(HdfStorage of) {
            super(of.file, of.data.getAddress(), of.data.getName(), of.data.getParent(), of.header);
        }

        @Override
        public Collection<Chunk> chunks() {
            return getChunkLookup().values();
        }
    }
}
