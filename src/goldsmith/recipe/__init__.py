"""Join the rooms: stages, folders, resume, lineage; reads `brief.yaml` and `recipe.yaml`."""
