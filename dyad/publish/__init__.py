"""What leaves the page, and what all outputs share: files, images, slides, worksheet, website, cards, pages."""
