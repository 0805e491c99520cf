"""Where things are kept: media by content hash, samples in Parquet shards, manifests."""
