"""The ten lessons of digital skills that come with the product, their pictures, readings and steps."""
